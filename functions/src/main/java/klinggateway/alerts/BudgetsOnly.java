package klinggateway.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Rule;
import klinggateway.alert.Subject;
import klinggateway.alert.Watch;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;

/** Looks at what is spent of monthly budgets, and at nothing else. */
final class BudgetsOnly implements Watch {

    private static final long WHOLE = 100;

    private final KeyStore keys;
    private final Budgets budgets;

    BudgetsOnly(KeyStore keys, Budgets budgets) {
        this.keys = keys;
        this.budgets = budgets;
    }

    @Override
    public Map<Rule, Reading> look(Collection<Rule> rules, Instant now) {
        Map<Rule, Reading> readings = new HashMap<>();
        rules.forEach(rule -> readings.put(
                rule,
                rule.condition() instanceof Condition.BudgetSpent condition
                        ? look(condition, now)
                        : new Reading.Unknown("nobody looks for this yet")));
        return readings;
    }

    private Reading look(Condition.BudgetSpent condition, Instant now) {
        List<Finding> findings = new ArrayList<>();
        Set<Reading.Lasting> lasting = new HashSet<>();
        for (Key key : keys.all()) {
            if (key.isValid(now)
                    && key.policy().monthlyMicroUsd().isPresent()
                    && condition.keyId().filter(id -> !id.equals(key.id())).isEmpty()) {
                String month = key.policy().month(now);
                long limit = key.policy().monthlyMicroUsd().get();
                Budget budget = budgets.find(List.of(new Budgets.Account(key.id(), month)))
                        .getFirst();
                Subject subject = new Subject(Subject.Sort.KEY, key.id());
                String window = month + " of " + limit;
                lasting.add(new Reading.Lasting(subject, window));
                long used = budget.spentMicroUsd() + budget.reservedMicroUsd();
                condition.percent().stream()
                        .filter(percent -> used * WHOLE >= limit * percent)
                        .forEach(percent -> findings.add(new Finding(
                                subject,
                                percent + "%",
                                window,
                                "The key " + key.name() + " has used " + percent + " % of its budget for " + month
                                        + ".",
                                "Raise the budget, or talk to whoever has the key.",
                                Map.of("usedMicroUsd", used, "limitMicroUsd", limit),
                                "/")));
            }
        }
        return new Reading.Known(findings, lasting);
    }
}
