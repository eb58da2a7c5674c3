package klinggateway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The places in each pool's concurrency limit, and the pool's queue clock. Taking and freeing are idempotent, so they can
 * be repeated after any crash; job rows are the truth, and the sweep frees what a crash left behind.
 */
public interface Slots {

    /**
     * Takes the job's slots unless the pool is full or paused. A job that already holds them keeps them.
     *
     * @param fromQueue whether the job is the head of the queue; a newcomer must not overtake those who wait
     */
    boolean take(Job job, boolean fromQueue);

    /**
     * Gives the job's slots back, if it holds them.
     *
     * @return whether others wait for one
     */
    boolean free(Job job);

    /** Gives back what a job holds whose row does not exist. */
    void freeStray(Pool pool, JobId holder);

    /** Makes newcomers go through the queue from now on. */
    void waiting(Pool pool, Instant since);

    /** Lets newcomers take a slot directly again. */
    void nobodyWaiting(Pool pool);

    /** Nothing is sent to Kling from this pool before {@code until}, or longer if it is paused for longer already. */
    void pause(Pool pool, Instant until, Pause why);

    /** Why a pool is paused. */
    sealed interface Pause {

        /** Kling has no room for now. New jobs are taken on and wait. */
        record Full() implements Pause {}

        /** Kling refuses the whole account. New jobs are not taken on, and their callers are told why. */
        record AccountRefused(Failure why) implements Pause {}
    }

    Occupancy occupancy(Pool pool);

    /** How many slots the pool has. */
    int limit(Pool pool);

    /** How a new job of this key would have to stand in line. */
    Line line(Pool pool, String keyId);

    /** Remembers the turn of a job that had to wait. If it is lost, fairness suffers and nothing else. */
    void queued(Job job);

    /**
     * One pool as it is now.
     *
     * @param holders the jobs that hold slots
     * @param used how many slots they hold
     * @param refusal the last refusal of the whole account, which may be over
     */
    record Occupancy(
            Set<JobId> holders, int used, int limit, Optional<Instant> pausedUntil, Optional<Refusal> refusal) {}

    /**
     * A pool's queue as one key sees it: start-time fair queueing, so a key that queues a hundred jobs does not hold up a key
     * that queues one.
     *
     * @param clock the turn of the job that was started last
     * @param lastTurn the turn of the key's job that was queued last
     * @param refusal the last refusal of the whole account, which may be over
     */
    record Line(long clock, long lastTurn, Optional<Refusal> refusal) {

        /**
         * The turn of a new job.
         *
         * @param length how long the job occupies its slots, all of them added up
         */
        public long turn(Duration length) {
            return Math.max(clock, lastTurn) + length.toMillis();
        }

        /**
         * Whether the key has as much waiting as {@code most} new jobs of this length would come to.
         *
         * @param length how long the new job occupies its slots
         */
        public boolean isFull(Duration length, int most) {
            return lastTurn - clock >= most * length.toMillis();
        }
    }

    /** Until when the whole account is taken to be refused, and why. */
    record Refusal(Instant until, Failure why) {}
}
