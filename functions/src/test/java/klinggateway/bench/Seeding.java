package klinggateway.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;

/**
 * Writes the rollups of days without having compacted their minutes: all that their queries read. They are the same, because
 * cubes are added up without loss.
 */
final class Seeding {

    private final Traffic traffic;
    private final RollupStore.Writer writer;
    private final Granularity localDay;
    private final Map<Instant, List<UsageItem>> ofLocalDay = new TreeMap<>();

    /** @param localDay the days of a zone, which are written, too */
    Seeding(Traffic traffic, RollupStore.Writer writer, Granularity localDay) {
        this.traffic = traffic;
        this.writer = writer;
        this.localDay = localDay;
    }

    /** Writes a day of UTC, the one after the last, and the local day that ends in it. */
    void day(Instant midnight) {
        List<UsageItem> items = traffic.day(midnight);
        Map<Instant, Cube> quarters = cubes(items, item -> Granularity.QUARTER.floor(item.at()));
        write(Granularity.QUARTER, quarters);
        Map<Instant, Cube> hours = sums(quarters);
        write(Granularity.HOUR, hours);
        write(new Period(Granularity.DAY, midnight), items);
        writeLocal(items, Granularity.DAY.next(midnight));
    }

    /** Of the local day that has only begun, compaction needs the hours. */
    private void writeLocal(List<UsageItem> items, Instant until) {
        items.forEach(item -> ofLocalDay
                .computeIfAbsent(localDay.floor(item.at()), unseen -> new ArrayList<>())
                .add(item));
        ofLocalDay.forEach((start, ofDay) -> {
            if (localDay.next(start).isAfter(until)) {
                groups(ofDay, item -> Granularity.HOUR.floor(item.at()))
                        .forEach((hour, ofHour) -> write(new Period(Granularity.HOUR, hour), ofHour));
            } else {
                write(new Period(localDay, start), ofDay);
            }
        });
        ofLocalDay.keySet().removeIf(start -> !localDay.next(start).isAfter(until));
    }

    /** Everything there is about a period. */
    private void write(Period period, List<UsageItem> items) {
        writer.put(RollupStore.EVERYONE, period, Cube.of(items));
        Map<String, Measures> totals = new TreeMap<>();
        cubes(items, item -> item.entry().keyId()).forEach((keyId, cube) -> {
            writer.put(keyId, period, cube);
            totals.put(keyId, cube.total());
        });
        writer.putKeys(period, totals);
    }

    private void write(Granularity granularity, Map<Instant, Cube> cubes) {
        cubes.forEach((start, cube) -> writer.put(RollupStore.EVERYONE, new Period(granularity, start), cube));
    }

    private static Map<Instant, Cube> sums(Map<Instant, Cube> quarters) {
        Map<Instant, List<Cube>> parts = new TreeMap<>();
        quarters.forEach(
                (start, cube) -> parts.computeIfAbsent(Granularity.HOUR.floor(start), unseen -> new ArrayList<>())
                        .add(cube));
        Map<Instant, Cube> sums = new TreeMap<>();
        parts.forEach((start, cubes) -> sums.put(start, Cube.sum(cubes)));
        return sums;
    }

    private static <K> Map<K, Cube> cubes(List<UsageItem> items, Function<UsageItem, K> by) {
        Map<K, Cube> cubes = new HashMap<>();
        groups(items, by).forEach((group, ofGroup) -> cubes.put(group, Cube.of(ofGroup)));
        return cubes;
    }

    private static <K> Map<K, List<UsageItem>> groups(List<UsageItem> items, Function<UsageItem, K> by) {
        return items.stream().collect(Collectors.groupingBy(by));
    }
}
