package klinggateway.keys;

import java.time.Instant;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import klinggateway.usage.Money;

/**
 * What a key has spent, and what is reserved for its open jobs.
 *
 * @param period this month by the key's calendar, for instance {@code 2026-11}
 */
record Spending(String period, String spent, String reserved, String totalSpent, String totalReserved) {

    static Spending of(Key key, Instant now, Budgets budgets) {
        String period = key.policy().month(now);
        Budget month = budgets.find(key.id(), period);
        Budget total = budgets.find(key.id(), Budget.TOTAL);
        return new Spending(
                period,
                Money.dollars(month.spentMicroUsd()),
                Money.dollars(month.reservedMicroUsd()),
                Money.dollars(total.spentMicroUsd()),
                Money.dollars(total.reservedMicroUsd()));
    }
}
