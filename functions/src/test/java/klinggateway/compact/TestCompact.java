package klinggateway.compact;

import java.time.InstantSource;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;

/** The function {@code compact} on the parts of a test. */
public final class TestCompact {

    private TestCompact() {}

    public static CompactHandler on(UsageStore usage, RollupStore rollups, InstantSource clock) {
        return new CompactHandler(new Compaction(usage, rollups), clock);
    }
}
