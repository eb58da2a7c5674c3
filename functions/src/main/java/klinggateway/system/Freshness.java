package klinggateway.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import klinggateway.system.SystemStatusAnswer.Compaction;
import klinggateway.usage.UsageReader;

/**
 * How far compaction, and with it analytics, is behind.
 *
 * @param dataAge how many seconds ago it was up to when the sums of analytics are complete
 */
record Freshness(Compaction compaction, long dataAge) {

    /**
     * @param watermark up to when everything is rolled up
     * @param oldestUsage where the first compaction will begin; asked only before it
     */
    static Freshness of(Optional<Instant> watermark, Supplier<Optional<Instant>> oldestUsage, Instant now) {
        Optional<Instant> since = watermark.or(oldestUsage);
        Instant asOf = UsageReader.asOf(since.orElse(now), now);
        return new Freshness(
                new Compaction(
                        watermark,
                        since.map(moment -> Duration.between(moment, now).toSeconds())),
                Duration.between(asOf, now).toSeconds());
    }
}
