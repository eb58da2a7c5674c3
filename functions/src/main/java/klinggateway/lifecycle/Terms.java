package klinggateway.lifecycle;

import java.util.Optional;

/**
 * On which terms an order is taken on.
 *
 * @param period the month that the job is paid from, for instance {@code 2026-11}
 * @param monthlyMicroUsd the most its key may spend in that month
 * @param totalMicroUsd the most its key may spend at all
 * @param queuedJobs how many jobs like this one may wait in its key's line
 * @param repeatable what tells the order from others, if its caller may send it again
 */
public record Terms(
        String period,
        Optional<Long> monthlyMicroUsd,
        Optional<Long> totalMicroUsd,
        int queuedJobs,
        Optional<Repeatable> repeatable) {

    /**
     * An order that may come again.
     *
     * @param key the caller's name for it, unique among the key's orders of a day
     * @param bodyHash tells whether it is the same order
     */
    public record Repeatable(String key, String bodyHash) {}
}
