package klinggateway.alert;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import klinggateway.job.ErrorClass;
import klinggateway.job.Pool;

/**
 * What a rule looks for. Where a key, a model or a pool is named, it looks at that alone, otherwise at each one on its own; but
 * {@link ErrorRate} without a key looks at everyone's jobs together.
 */
public sealed interface Condition {

    /** Parts of a budget that are spent or reserved. Each fires once in a month, or once for a budget that is not monthly. */
    record BudgetSpent(Optional<String> keyId, SortedSet<Integer> percent) implements Condition {}

    /** Parts of a budget that are expected to be passed before the month ends, at the middle of the forecast. */
    record BudgetForecast(Optional<String> keyId, SortedSet<Integer> percent) implements Condition {}

    /**
     * A key spends so many times what is usual at this hour of this weekday.
     *
     * @param factor at least 1.5
     * @param leastMicroUsd what is spent in an hour on top of what is usual, at least
     */
    record Spending(Optional<String> keyId, double factor, long leastMicroUsd) implements Condition {}

    /**
     * So many of the jobs that end within a time fail. Canceled and expired jobs do not count, unless {@code reason} asks for them.
     *
     * @param reason the failures that count; all if it is empty
     * @param above a share, 0 to 1
     * @param leastJobs how many have to have ended
     */
    record ErrorRate(Optional<String> keyId, Optional<ErrorClass> reason, double above, long leastJobs, Duration within)
            implements Condition {}

    /** So few of the jobs of a model that end within a time succeed. */
    record SuccessRate(Optional<String> model, double below, long leastJobs, Duration within) implements Condition {}

    /** The oldest job in a pool's queue has been waiting for so long. */
    record QueueWait(Optional<Pool> pool, Duration above) implements Condition {}

    /** The jobs of a model take so many times as long at Kling as they did in the last 30 days. */
    record SlowModel(Optional<String> model, double factor, long leastJobs, Duration within) implements Condition {}

    /** So little is left of one of Kling's packs. */
    record PackRemaining(SortedSet<Integer> percent) implements Condition {}

    /** One of Kling's packs with something left ends in so many days. */
    record PackExpiry(SortedSet<Integer> days) implements Condition {}

    /** Messages have failed too often, or scheduled runs; each dead letter queue is looked at on its own. */
    record DeadLetters() implements Condition {}

    /**
     * The last reconciliation found jobs that are charged something else than Kling took, or tasks that no job has.
     *
     * @param leastMicroUsd what they differ by in sum, at least; anything if it is empty
     */
    record Reconciliation(OptionalLong leastMicroUsd) implements Condition {}
}
