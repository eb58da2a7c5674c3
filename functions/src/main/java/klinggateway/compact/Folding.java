package klinggateway.compact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageStore;

/** Makes the rollups of a period, of each key and of all: minutes from the ledger, everything longer from what is shorter. */
final class Folding {

    private final UsageStore usage;
    private final RollupStore rollups;
    private final RollupStore.Writer writer;

    Folding(UsageStore usage, RollupStore rollups, RollupStore.Writer writer) {
        this.usage = usage;
        this.rollups = rollups;
        this.writer = writer;
    }

    /** The minutes of {@code [from, to)}. */
    void minutes(Instant from, Instant to) {
        for (Instant minute = from; minute.isBefore(to); minute = Granularity.MINUTE.next(minute)) {
            Map<String, List<UsageItem>> byKey = usage.minute(minute).stream()
                    .collect(Collectors.groupingBy(item -> item.entry().keyId()));
            Map<String, Cube> cubes = new TreeMap<>();
            byKey.forEach((keyId, items) -> cubes.put(keyId, Cube.of(items)));
            write(new Period(Granularity.MINUTE, minute), cubes);
        }
    }

    /** A quarter, an hour or a day whose parts are there. */
    void period(Period period) {
        List<Run> parts = period.parts();
        Set<String> keyIds = new TreeSet<>();
        parts.forEach(run -> rollups.keys(run, true).values().forEach(totals -> keyIds.addAll(totals.keySet())));
        Map<String, Cube> cubes = new TreeMap<>();
        for (String keyId : keyIds) {
            cubes.put(
                    keyId,
                    Cube.sum(parts.stream()
                            .flatMap(run -> rollups.cubes(keyId, run, true).values().stream())
                            .toList()));
        }
        write(period, cubes);
    }

    private void write(Period period, Map<String, Cube> cubes) {
        if (cubes.isEmpty()) {
            return;
        }
        Map<String, Measures> totals = new TreeMap<>();
        cubes.forEach((keyId, cube) -> {
            writer.put(keyId, period, cube);
            totals.put(keyId, cube.total());
        });
        writer.put(RollupStore.EVERYONE, period, Cube.sum(cubes.values()));
        writer.putKeys(period, totals);
    }
}
