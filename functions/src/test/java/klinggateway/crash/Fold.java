package klinggateway.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;
import klinggateway.usage.Watermark;

/** The ledger folded at once, without anything that compaction does, to be compared with rollups. */
record Fold(List<UsageItem> items, Instant watermark) {

    /** Lets compaction catch up; the rollups that are not what their items amount to. */
    static List<String> broken(World world) {
        world.pass(Duration.ofMinutes(2));
        world.compact();
        List<UsageItem> items = Snapshot.of(world).minutes().stream()
                .map(minute -> Instant.ofEpochSecond(minute * 60))
                .flatMap(minute -> world.gateway.usage.minute(minute).stream())
                .toList();
        Instant watermark =
                world.gateway.rollups.watermark().map(Watermark::until).orElse(Instant.MIN);
        List<String> broken = new ArrayList<>();
        if (items.stream().anyMatch(item -> !item.at().isBefore(watermark))) {
            broken.add("not everything is rolled up, but only what is before " + watermark);
        }
        if (!world.gateway.reopenings.pending().isEmpty()) {
            broken.add("minutes are left open: " + world.gateway.reopenings.pending());
        }
        Fold fold = new Fold(items, watermark);
        Granularity.OF_UTC.forEach(granularity -> fold.compare(world.gateway.rollups, granularity, broken));
        return broken;
    }

    private void compare(RollupStore rollups, Granularity granularity, List<String> broken) {
        Run run = new Run(granularity, granularity.floor(watermark.minus(Duration.ofDays(8))), watermark);
        Map<String, List<UsageItem>> byKey = grouped(items, item -> item.entry().keyId());
        Map<Instant, Map<String, Measures>> keys = new TreeMap<>();
        byKey.forEach((keyId, ofKey) -> {
            Map<Instant, Cube> cubes = cubes(granularity, ofKey);
            cubes.forEach((start, cube) ->
                    keys.computeIfAbsent(start, unseen -> new TreeMap<>()).put(keyId, cube.total()));
            compare(granularity.word() + " of " + keyId, rollups.cubes(keyId, run, true), cubes, broken);
        });
        compare(granularity.word() + " of keys", rollups.keys(run, true), keys, broken);
        Map<Instant, Cube> everyone = cubes(granularity, items);
        compare(granularity.word() + " of all", rollups.cubes(RollupStore.EVERYONE, run, true), everyone, broken);
    }

    private static void compare(String what, Object rollups, Object fold, List<String> broken) {
        if (!rollups.equals(fold)) {
            broken.add("rollups by " + what + " are " + rollups + " instead of " + fold);
        }
    }

    /** Of periods that are over. */
    private Map<Instant, Cube> cubes(Granularity granularity, List<UsageItem> some) {
        Map<Instant, Cube> cubes = new TreeMap<>();
        grouped(some, item -> granularity.floor(item.at())).forEach((start, ofPeriod) -> {
            if (!granularity.next(start).isAfter(watermark)) {
                cubes.put(start, Cube.of(ofPeriod));
            }
        });
        return cubes;
    }

    private static <K> Map<K, List<UsageItem>> grouped(List<UsageItem> items, Function<UsageItem, K> by) {
        return items.stream().collect(Collectors.groupingBy(by));
    }
}
