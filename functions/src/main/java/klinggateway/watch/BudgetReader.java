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
import klinggateway.job.Budgets.Account;
import klinggateway.keys.Key;
import klinggateway.keys.Policy;

/** Reads what is spent of the budgets of those of {@code keys} that can be used. */
record BudgetReader(List<Key> keys, Budgets budgets, Instant now) {

    /** @param resetAt empty for a budget that is not monthly */
    private record Limit(Account account, long microUsd, Optional<Instant> resetAt) {}

    List<KeyBudget> read() {
        List<Limit> limits = keys.stream()
                .filter(key -> key.isValid(now))
                .flatMap(key -> limits(key).stream())
                .toList();
        if (limits.isEmpty()) {
            return List.of();
        }
        List<Budget> spent = budgets.find(limits.stream().map(Limit::account).toList());
        List<KeyBudget> read = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            Limit limit = limits.get(i);
            read.add(new KeyBudget(
                    limit.account.keyId(), spent.get(i), limit.microUsd, limit.resetAt, lastDay(limit.resetAt)));
        }
        return read;
    }

    private List<Limit> limits(Key key) {
        Policy policy = key.policy();
        String month = policy.month(now);
        List<Limit> limits = new ArrayList<>();
        policy.monthlyMicroUsd()
                .ifPresent(limit ->
                        limits.add(new Limit(new Account(key.id(), month), limit, Optional.of(policy.endOf(month)))));
        policy.totalMicroUsd()
                .ifPresent(
                        limit -> limits.add(new Limit(new Account(key.id(), Budget.TOTAL), limit, Optional.empty())));
        return limits;
    }

    private LocalDate lastDay(Optional<Instant> resetAt) {
        return resetAt.map(end -> day(end.minusMillis(1))).orElseGet(() -> day(now).plusDays(Forecast.AHEAD));
    }

    private static LocalDate day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
