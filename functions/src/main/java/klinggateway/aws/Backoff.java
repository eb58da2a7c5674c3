package klinggateway.aws;

import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/** How long to wait before a refused write is tried again: full jitter, so that those who collided do not collide again. */
final class Backoff {

    /** How often a write is tried that DynamoDB refused for a reason that passes. */
    static final int TRIES = 8;

    private static final long FIRST_MS = 20;
    private static final long LONGEST_MS = 400;

    private final RandomGenerator random;
    private final LongConsumer sleep;

    /** @param sleep waits for so many milliseconds */
    Backoff(RandomGenerator random, LongConsumer sleep) {
        this.random = random;
        this.sleep = sleep;
    }

    static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to try a write again", e);
        }
    }

    /** Waits before the try that follows the {@code failed}-th, counted from 0. */
    void await(int failed) {
        long longest = Math.min(LONGEST_MS, FIRST_MS << Math.min(failed, 10));
        sleep.accept(random.nextLong(longest + 1));
    }
}
