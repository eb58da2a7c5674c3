package klinggateway.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import klinggateway.job.Budgets.Account;
import klinggateway.usage.Money;

/**
 * What a key has spent, and what is reserved for its open jobs: as text, and in millionths of a US dollar.
 *
 * @param period this month by the key's calendar, for instance {@code 2026-11}
 * @param resetAt when the next month begins
 */
record Spending(
        String period,
        Instant resetAt,
        String spent,
        long spentMicroUsd,
        String reserved,
        long reservedMicroUsd,
        String totalSpent,
        long totalSpentMicroUsd,
        String totalReserved,
        long totalReservedMicroUsd) {

    /** One for each key, in the same order. */
    static List<Spending> of(List<Key> keys, Instant now, Budgets budgets) {
        List<Budget> found = budgets.find(keys.stream()
                .flatMap(key ->
                        Stream.of(new Account(key.id(), key.policy().month(now)), new Account(key.id(), Budget.TOTAL)))
                .toList());
        List<Spending> spendings = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Budget month = found.get(2 * i);
            spendings.add(of(month, keys.get(i).policy().endOf(month.period()), found.get(2 * i + 1)));
        }
        return spendings;
    }

    private static Spending of(Budget month, Instant resetAt, Budget total) {
        return new Spending(
                month.period(),
                resetAt,
                Money.dollars(month.spentMicroUsd()),
                month.spentMicroUsd(),
                Money.dollars(month.reservedMicroUsd()),
                month.reservedMicroUsd(),
                Money.dollars(total.spentMicroUsd()),
                total.spentMicroUsd(),
                Money.dollars(total.reservedMicroUsd()),
                total.reservedMicroUsd());
    }
}
