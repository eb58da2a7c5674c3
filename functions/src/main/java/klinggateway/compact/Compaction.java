package klinggateway.compact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.Rollup;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageStore;

/**
 * Folds closed minutes into rollups, quarters from minutes, hours from quarters, days from hours. Everything is overwritten
 * and the watermark moves last, so a run that crashed, or two at once, give the same rollups.
 */
final class Compaction {

    /** A usage item is written within 10 s of its moment; the rest is for clocks that differ. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(60);

    private final UsageStore usage;
    private final RollupStore rollups;

    Compaction(UsageStore usage, RollupStore rollups) {
        this.usage = usage;
        this.rollups = rollups;
    }

    /**
     * Compacts what has closed by {@code now}, a quarter of an hour at a time, while {@code timeLeft}.
     *
     * @return the watermark
     */
    Instant compact(Instant now, BooleanSupplier timeLeft) {
        Instant settled = Granularity.MINUTE.floor(now.minus(SETTLED_AFTER));
        Optional<Instant> watermark = rollups.watermark();
        Instant from = watermark.orElseGet(() -> firstMinute(settled));
        while (from.isBefore(settled) && timeLeft.getAsBoolean()) {
            Instant quarterEnd = Granularity.QUARTER.floor(from).plus(Granularity.QUARTER.length());
            Instant to = quarterEnd.isBefore(settled) ? quarterEnd : settled;
            for (Instant minute = from; minute.isBefore(to); minute = minute.plus(Granularity.MINUTE.length())) {
                foldMinute(new Period(Granularity.MINUTE, minute));
            }
            foldClosed(Granularity.QUARTER, Granularity.MINUTE, to);
            foldClosed(Granularity.HOUR, Granularity.QUARTER, to);
            foldClosed(Granularity.DAY, Granularity.HOUR, to);
            if (!rollups.moveWatermark(watermark, to)) {
                // Another run is at work; it has the same to do.
                return rollups.watermark().orElse(to);
            }
            watermark = Optional.of(to);
            from = to;
        }
        return from;
    }

    private Instant firstMinute(Instant settled) {
        Instant oldest = usage.oldest().map(Granularity.MINUTE::floor).orElse(settled);
        return oldest.isBefore(settled) ? oldest : settled;
    }

    private void foldMinute(Period minute) {
        List<UsageItem> items = usage.minute(minute.start());
        if (items.isEmpty()) {
            return;
        }
        Map<String, List<UsageItem>> byKey = items.stream()
                .collect(Collectors.groupingBy(item -> item.entry().keyId()));
        Map<String, Cube> cubes = new TreeMap<>();
        byKey.forEach((keyId, ofKey) -> cubes.put(keyId, Cube.of(ofKey)));
        write(minute, cubes);
    }

    /** Folds the period that ends at {@code end} from its parts, if one does. */
    private void foldClosed(Granularity whole, Granularity part, Instant end) {
        if (!whole.floor(end).equals(end)) {
            return;
        }
        Period period = new Period(whole, end.minus(whole.length()));
        Run parts = new Run(part, period.start(), period.end());
        Map<String, Cube> cubes = new TreeMap<>();
        rollups.readKeys(parts).values().stream()
                .flatMap(totals -> totals.keySet().stream())
                .distinct()
                .forEach(keyId -> cubes.put(
                        keyId,
                        Cube.sum(rollups.read(keyId, parts).stream()
                                .map(Rollup::cube)
                                .toList())));
        write(period, cubes);
    }

    private void write(Period period, Map<String, Cube> cubes) {
        if (cubes.isEmpty()) {
            return;
        }
        List<Rollup> all = new ArrayList<>();
        Map<String, Measures> totals = new TreeMap<>();
        cubes.forEach((keyId, cube) -> {
            all.add(new Rollup(keyId, period, cube));
            totals.put(keyId, cube.total());
        });
        all.add(new Rollup(Rollup.EVERYONE, period, Cube.sum(cubes.values())));
        rollups.put(all);
        rollups.putKeys(period, totals);
    }
}
