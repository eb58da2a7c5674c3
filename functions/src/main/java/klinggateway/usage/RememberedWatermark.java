package klinggateway.usage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import klinggateway.usage.RangeCut.Run;

/** Rollups whose watermark is asked for once, for a question that is answered by reading several ranges as of one moment. */
public final class RememberedWatermark implements RollupStore {

    private final RollupStore rollups;
    private final Optional<Watermark> watermark;

    public RememberedWatermark(RollupStore rollups) {
        this.rollups = rollups;
        this.watermark = rollups.watermark();
    }

    @Override
    public Writer begin(Instant now) {
        return rollups.begin(now);
    }

    @Override
    public Map<Instant, Cube> cubes(String scope, Run run, boolean freshly) {
        return rollups.cubes(scope, run, freshly);
    }

    @Override
    public Map<Instant, Totals> totals(String scope, Run run, boolean freshly) {
        return rollups.totals(scope, run, freshly);
    }

    @Override
    public Map<Instant, Map<String, Measures>> keys(Run run, boolean freshly) {
        return rollups.keys(run, freshly);
    }

    @Override
    public Optional<Watermark> watermark() {
        return watermark;
    }
}
