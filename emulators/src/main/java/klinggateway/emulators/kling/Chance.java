package klinggateway.emulators.kling;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Makes everything that must look random, repeatably, from one seed. */
final class Chance {
    private static final Instant ID_EPOCH = Instant.parse("2023-01-01T00:00:00Z");
    private static final int ID_TIME_SHIFT = 22;
    private static final long SMALLEST_ID = 100_000_000_000_000_000L;
    private static final long LARGEST_TIMED_ID = 990_000_000_000_000_000L;
    private static final int ID_STEP = 4096;

    private final Random tasks;
    private final Random requests;
    private final Random messages;
    private long lastId;

    Chance(long seed) {
        // Apart from each other: how often somebody polls must not decide how long the next task takes.
        tasks = new Random(seed);
        requests = new Random(~seed);
        messages = new Random(Long.reverse(seed));
    }

    /** Eighteen digits that grow with time, as the real ids do. */
    synchronized String nextId(Instant now) {
        long sinceEpoch = Math.max(0, Duration.between(ID_EPOCH, now).toMillis());
        long timed = sinceEpoch >= LARGEST_TIMED_ID >> ID_TIME_SHIFT ? LARGEST_TIMED_ID : sinceEpoch << ID_TIME_SHIFT;
        lastId = Math.max(lastId + 1, Math.max(SMALLEST_ID, timed)) + tasks.nextInt(ID_STEP);
        return Long.toString(lastId);
    }

    /** After a restart: ids already given out must not come again. */
    synchronized void nextIdsAfter(String id) {
        lastId = Math.max(lastId, Long.parseLong(id));
    }

    synchronized String requestId() {
        return new UUID(requests.nextLong(), requests.nextLong()).toString();
    }

    /** Names a callback. */
    synchronized String messageId() {
        return Long.toString(messages.nextLong(1_000_000_000L, 10_000_000_000L));
    }

    synchronized Duration between(Duration least, Duration most) {
        long spread = most.minus(least).toMillis();
        return least.plusMillis(spread <= 0 ? 0 : tasks.nextLong(spread + 1));
    }
}
