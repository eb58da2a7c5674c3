package klinggateway.compact;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import klinggateway.log.EventLog;
import klinggateway.usage.Reopenings;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;

/** The function {@code compact} on the parts of a test. */
public final class TestCompact {

    private TestCompact() {}

    public static CompactHandler on(
            UsageStore usage, RollupStore rollups, Reopenings reopenings, EventLog log, InstantSource clock) {
        return new CompactHandler(new Compaction(usage, rollups, reopenings, Set.of()), log, clock);
    }

    /** Rolls everything up to {@code watermark} up. */
    public static void compaction(
            UsageStore usage, RollupStore rollups, Reopenings reopenings, Set<ZoneId> zones, Instant watermark) {
        new Compaction(usage, rollups, reopenings, zones).compact(watermark.plusSeconds(60), () -> true);
    }
}
