package klinggateway.usage;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import klinggateway.usage.RangeCut.Run;

/** Rollups in maps. */
public final class InMemoryRollups implements RollupStore {

    public final Map<String, Map<Period, Cube>> cubes = new HashMap<>();
    public final Map<Period, Map<String, Measures>> keys = new HashMap<>();
    public Optional<Watermark> watermark = Optional.empty();
    private int epoch;

    @Override
    public Writer begin(Instant now) {
        int own = ++epoch;
        return new Writer() {
            @Override
            public void put(String scope, Period period, Cube cube) {
                check();
                cubes.computeIfAbsent(scope, unseen -> new HashMap<>()).put(period, cube);
            }

            @Override
            public void putKeys(Period period, Map<String, Measures> totals) {
                check();
                keys.put(period, totals);
            }

            @Override
            public void moveWatermark(Watermark to) {
                check();
                watermark = Optional.of(to);
            }

            private void check() {
                if (own < epoch) {
                    throw new SupersededException();
                }
            }
        };
    }

    @Override
    public Map<Instant, Cube> cubes(String scope, Run run, boolean freshly) {
        return of(run, cubes.getOrDefault(scope, Map.of()));
    }

    @Override
    public Map<Instant, Totals> totals(String scope, Run run, boolean freshly) {
        Map<Instant, Totals> totals = new TreeMap<>();
        cubes(scope, run, freshly).forEach((start, cube) -> totals.put(start, Totals.of(cube)));
        return totals;
    }

    @Override
    public Map<Instant, Map<String, Measures>> keys(Run run, boolean freshly) {
        return of(run, keys);
    }

    @Override
    public Optional<Watermark> watermark() {
        return watermark;
    }

    private static <T> Map<Instant, T> of(Run run, Map<Period, T> all) {
        Map<Instant, T> found = new TreeMap<>();
        for (Instant at = run.from();
                at.isBefore(run.to());
                at = run.granularity().next(at)) {
            T value = all.get(new Period(run.granularity(), at));
            if (value != null) {
                found.put(at, value);
            }
        }
        return found;
    }
}
