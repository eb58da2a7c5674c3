package klinggateway.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.evaluation.Facts.KeyBudget;
import klinggateway.forecast.Forecast;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import klinggateway.keys.BudgetLimit;
import klinggateway.keys.Key;

/** Reads what is spent of the budgets of those of {@code keys} that can be used. */
record BudgetReader(List<Key> keys, Budgets budgets, Instant now) {

    List<KeyBudget> read() {
        List<BudgetLimit> limits = keys.stream()
                .filter(key -> key.isValid(now))
                .flatMap(key -> BudgetLimit.of(key, now).stream())
                .toList();
        if (limits.isEmpty()) {
            return List.of();
        }
        List<Budget> spent =
                budgets.find(limits.stream().map(BudgetLimit::account).toList());
        List<KeyBudget> read = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            BudgetLimit limit = limits.get(i);
            read.add(new KeyBudget(
                    limit.account().keyId(),
                    spent.get(i),
                    limit.microUsd(),
                    limit.resetAt(),
                    lastDay(limit.resetAt())));
        }
        return read;
    }

    private LocalDate lastDay(Optional<Instant> resetAt) {
        return resetAt.map(end -> day(end.minusMillis(1))).orElseGet(() -> day(now).plusDays(Forecast.AHEAD));
    }

    private static LocalDate day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
