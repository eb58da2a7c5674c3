package klinggateway.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import klinggateway.analytics.SystemStatusAnswer.Compaction;

/**
 * How far compaction, and with it analytics, is behind.
 *
 * @param dataAge how many seconds ago it was up to when the sums of analytics are complete
 */
record Freshness(Compaction compaction, long dataAge) {

    /** As {@code UsageReader} does it: what is being written is not in for sure, and no more open minutes are read. */
    private static final Duration WRITE_TIME = Duration.ofSeconds(2);

    private static final Duration READ_OPEN = Duration.ofHours(2);

    /**
     * @param watermark up to when everything is rolled up
     * @param oldestUsage where the first compaction will begin; asked only before it
     */
    static Freshness of(Optional<Instant> watermark, Supplier<Optional<Instant>> oldestUsage, Instant now) {
        Optional<Duration> lag = watermark.or(oldestUsage).map(since -> Duration.between(since, now));
        Duration unread = lag.map(behind -> behind.minus(READ_OPEN)).orElse(WRITE_TIME);
        Duration age = unread.compareTo(WRITE_TIME) > 0 ? unread : WRITE_TIME;
        return new Freshness(new Compaction(watermark, lag.map(Duration::toSeconds)), age.toSeconds());
    }
}
