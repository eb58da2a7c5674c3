package klinggateway.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.job.Budget;
import klinggateway.job.Budgets.Account;

/**
 * What a key may spend of one of its budgets.
 *
 * @param account where it is counted what was spent
 * @param microUsd the most, in millionths of a US dollar
 * @param resetAt when the next month begins; empty for a budget that is not monthly
 */
public record BudgetLimit(Account account, long microUsd, Optional<Instant> resetAt) {

    /** Those that the key has at {@code now}: of the month, of all time, both or none. */
    public static List<BudgetLimit> of(Key key, Instant now) {
        Policy policy = key.policy();
        String month = policy.month(now);
        List<BudgetLimit> limits = new ArrayList<>();
        policy.monthlyMicroUsd()
                .ifPresent(limit -> limits.add(
                        new BudgetLimit(new Account(key.id(), month), limit, Optional.of(policy.endOf(month)))));
        policy.totalMicroUsd()
                .ifPresent(limit ->
                        limits.add(new BudgetLimit(new Account(key.id(), Budget.TOTAL), limit, Optional.empty())));
        return limits;
    }
}
