package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import klinggateway.job.Job;

/** When a job is asked for, as pure arithmetic on how long its model usually takes. */
public final class PollTimes {

    /** After an answer that leaves open whether a task exists, Kling is asked this much later. */
    static final Duration AFTER_UNKNOWN = Duration.ofSeconds(15);

    /** Where a chain of messages ends and the sweep owns the job. */
    public static final int LAST_HOP = 60;

    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration LONG_STEP = Duration.ofMinutes(1);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(5);
    private static final Duration SLOW = Duration.ofMinutes(30);
    private static final long GRID_MS = 5_000;

    private PollTimes() {}

    /** The pause before the first question after a create at {@code now}: 60 % of the usual time, on the grid. */
    static Duration first(Job job, Instant now) {
        return onGrid(job.quote().typical().multipliedBy(6).dividedBy(10), now);
    }

    /** When the sweep takes a job over that no message has ended. */
    public static Duration overdue(Job job) {
        return job.quote().typical().multipliedBy(3).plus(Duration.ofMinutes(5));
    }

    /**
     * The pause before the next question: 10 s until twice the usual time has passed, then half as much again each time up
     * to a minute, and five minutes for what has taken half an hour.
     */
    public static Duration next(Job job, Instant now) {
        Duration elapsed = Duration.between(job.sending().firstAt().orElse(job.createdAt()), now);
        Duration excess = elapsed.minus(job.quote().typical().multipliedBy(2));
        Duration step = STEP;
        if (elapsed.compareTo(SLOW) > 0) {
            step = LONGEST_STEP;
        } else if (excess.dividedBy(2).compareTo(STEP) > 0) {
            step = excess.dividedBy(2).compareTo(LONG_STEP) < 0 ? excess.dividedBy(2) : LONG_STEP;
        }
        return onGrid(step, now);
    }

    /** Questions fall on a grid, so that those for several jobs arrive together and share one request. */
    private static Duration onGrid(Duration pause, Instant now) {
        long arrival = now.plus(pause).toEpochMilli();
        return Duration.ofMillis(Math.ceilDiv(arrival, GRID_MS) * GRID_MS - now.toEpochMilli());
    }
}
