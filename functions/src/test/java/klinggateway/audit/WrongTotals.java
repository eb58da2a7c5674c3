package klinggateway.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Totals;
import klinggateway.usage.Watermark;

/** Rollups whose totals count everything twice. */
record WrongTotals(RollupStore real) implements RollupStore {

    @Override
    public Writer begin(Instant now) {
        return real.begin(now);
    }

    @Override
    public Map<Instant, Cube> cubes(String scope, Run run, boolean freshly) {
        return real.cubes(scope, run, freshly);
    }

    @Override
    public Map<Instant, Totals> totals(String scope, Run run, boolean freshly) {
        Map<Instant, Totals> twice = new HashMap<>();
        real.totals(scope, run, freshly)
                .forEach((start, totals) -> twice.put(start, Totals.sum(List.of(totals, totals))));
        return twice;
    }

    @Override
    public Map<Instant, Map<String, Measures>> keys(Run run, boolean freshly) {
        return real.keys(run, freshly);
    }

    @Override
    public Optional<Watermark> watermark() {
        return real.watermark();
    }
}
