package klinggateway.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import klinggateway.account.ResourcePacks;
import klinggateway.alert.Condition;
import klinggateway.alert.Reading;
import klinggateway.alert.Reconciliations;
import klinggateway.alert.Rule;
import klinggateway.alert.Watch;
import klinggateway.evaluation.Evaluation;
import klinggateway.job.Budgets;
import klinggateway.job.JobStore;
import klinggateway.job.QueueDepths;
import klinggateway.keys.KeyStore;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;

/**
 * Looks at the gateway itself. Only what the rules ask for is read, and each thing once, however many of them ask for it. What does not
 * change within an hour is remembered until the next one begins, so one instance has to be kept.
 */
public final class GatewayWatch implements Watch {

    private final Sources sources;
    private final Remembered remembered = Remembered.nothing();

    public GatewayWatch(Sources sources) {
        this.sources = sources;
    }

    /** Where facts are read. */
    public record Sources(
            UsageStore usage,
            RollupStore rollups,
            KeyStore keys,
            Budgets budgets,
            JobStore jobs,
            QueueDepths depths,
            ResourcePacks packs,
            Reconciliations reconciliations) {}

    @Override
    public Map<Rule, Reading> look(Collection<Rule> rules, Instant now) {
        Evaluation evaluation = new Evaluation(new GatewayFacts(sources, remembered, windows(rules), now), now);
        Map<Rule, Reading> readings = new LinkedHashMap<>();
        rules.forEach(rule -> readings.put(rule, evaluation.of(rule.condition())));
        return readings;
    }

    /** How far back each key's usage, or everyone's, is looked at: it is read once and told apart there. */
    private static Map<Optional<String>, NavigableSet<Duration>> windows(Collection<Rule> rules) {
        Map<Optional<String>, NavigableSet<Duration>> windows = new HashMap<>();
        for (Rule rule : rules) {
            switch (rule.condition()) {
                case Condition.ErrorRate rate -> add(windows, rate.keyId(), rate.within());
                case Condition.SuccessRate rate -> add(windows, Optional.empty(), rate.within());
                case Condition.SlowModel slow -> add(windows, Optional.empty(), slow.within());
                case Condition.BudgetSpent _,
                        Condition.BudgetForecast _,
                        Condition.Spending _,
                        Condition.QueueWait _,
                        Condition.PackRemaining _,
                        Condition.PackExpiry _,
                        Condition.DeadLetters _,
                        Condition.Reconciliation _ -> {}
            }
        }
        return windows;
    }

    private static void add(
            Map<Optional<String>, NavigableSet<Duration>> windows, Optional<String> keyId, Duration within) {
        windows.computeIfAbsent(keyId, unseen -> new TreeSet<>()).add(within);
    }
}
