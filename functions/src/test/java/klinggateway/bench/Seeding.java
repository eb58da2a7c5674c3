package klinggateway.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;

/**
 * Writes the rollups of a day without having compacted its minutes: all that its queries read. They are the same, because cubes
 * are added up without loss.
 */
record Seeding(Traffic traffic, RollupStore.Writer writer) {

    void day(Instant midnight) {
        List<UsageItem> items = traffic.day(midnight);
        Map<Instant, Cube> quarters = cubes(items, item -> Granularity.QUARTER.floor(item.at()));
        write(Granularity.QUARTER, quarters);
        Map<Instant, Cube> hours = sums(Granularity.HOUR, quarters);
        write(Granularity.HOUR, hours);
        write(Granularity.DAY, sums(Granularity.DAY, hours));
        Period day = Period.of(Granularity.DAY, midnight);
        Map<String, Measures> totals = new TreeMap<>();
        cubes(items, item -> item.entry().keyId()).forEach((keyId, cube) -> {
            writer.put(keyId, day, cube);
            totals.put(keyId, cube.total());
        });
        writer.putKeys(day, totals);
    }

    private void write(Granularity granularity, Map<Instant, Cube> cubes) {
        cubes.forEach((start, cube) -> writer.put(RollupStore.EVERYONE, new Period(granularity, start), cube));
    }

    private static Map<Instant, Cube> sums(Granularity granularity, Map<Instant, Cube> shorter) {
        Map<Instant, List<Cube>> parts = new TreeMap<>();
        shorter.forEach((start, cube) -> parts.computeIfAbsent(granularity.floor(start), unseen -> new ArrayList<>())
                .add(cube));
        Map<Instant, Cube> sums = new TreeMap<>();
        parts.forEach((start, cubes) -> sums.put(start, Cube.sum(cubes)));
        return sums;
    }

    private static <K> Map<K, Cube> cubes(List<UsageItem> items, Function<UsageItem, K> by) {
        Map<K, List<UsageItem>> groups = new HashMap<>();
        items.forEach(item -> groups.computeIfAbsent(by.apply(item), unseen -> new ArrayList<>())
                .add(item));
        Map<K, Cube> cubes = new HashMap<>();
        groups.forEach((group, ofGroup) -> cubes.put(group, Cube.of(ofGroup)));
        return cubes;
    }
}
