package klinggateway.analytics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import klinggateway.analytics.ForecastAnswer.BudgetView;
import klinggateway.forecast.Forecast;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Routes;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import klinggateway.keys.BudgetLimit;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;
import klinggateway.keys.Scope;
import klinggateway.report.Past;
import klinggateway.report.UsageQuery;
import klinggateway.report.UsageQueryReader;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;

/** {@code GET /api/usage-forecast}: what use will come to, and when a budget will be used up. */
final class UsageForecast {

    private final UsageStore usage;
    private final RollupStore rollups;
    private final KeyStore keys;
    private final Budgets budgets;
    private final InstantSource clock;

    UsageForecast(UsageStore usage, RollupStore rollups, KeyStore keys, Budgets budgets, InstantSource clock) {
        this.usage = usage;
        this.rollups = rollups;
        this.keys = keys;
        this.budgets = budgets;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.on("GET /api/usage-forecast", Scope.USAGE, ErrorCode.ANALYTICS_ERROR, 500, this::answer);
    }

    private Answer answer(Call call) {
        Instant now = clock.instant();
        UsageQuery query = UsageQueryReader.ofDays(call, Past.DAYS, now);
        Past past = Past.read(query, usage, rollups, now);
        return Answer.json(
                200, ForecastAnswer.of(query, Forecast.of(past.all()), budgets(call, query, past, now), past));
    }

    /** Those of the one key that is asked for. They count all that it orders, so a part of it says nothing of them. */
    private List<BudgetView> budgets(Call call, UsageQuery query, Past past, Instant now) {
        if (query.keyIds().size() != 1 || !query.filter().isEmpty()) {
            return List.of();
        }
        List<BudgetLimit> limits =
                key(call, query.keyIds()).map(key -> BudgetLimit.of(key, now)).orElse(List.of());
        if (limits.isEmpty()) {
            return List.of();
        }
        Forecast ordered = Forecast.of(past.ordered());
        List<Budget> spent =
                budgets.find(limits.stream().map(BudgetLimit::account).toList());
        return IntStream.range(0, limits.size())
                .mapToObj(i -> BudgetView.of(spent.get(i), limits.get(i), ordered, past))
                .toList();
    }

    private Optional<Key> key(Call call, Set<String> keyIds) {
        return keyIds.contains(call.caller().id())
                ? Optional.of(call.caller())
                : keys.find(keyIds.iterator().next());
    }
}
