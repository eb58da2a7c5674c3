package klinggateway.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Totals;
import klinggateway.usage.UsageStore;

/**
 * The usage of one day.
 *
 * @param cube of everyone
 * @param totals of everyone
 * @param keys what each key used
 * @param cubes of each key
 */
record DayUsage(Cube cube, Totals totals, Map<String, Measures> keys, Map<String, Cube> cubes) {

    /** As the day's rollups have it. */
    static DayUsage rolledUp(RollupStore rollups, Period day) {
        Run run = Run.of(day);
        Map<String, Measures> keys = rollups.keys(run, true).getOrDefault(day.start(), Map.of());
        Map<String, Cube> cubes = new TreeMap<>();
        keys.keySet().forEach(keyId -> cubes.put(keyId, cube(rollups, keyId, run)));
        return new DayUsage(
                cube(rollups, RollupStore.EVERYONE, run),
                rollups.totals(RollupStore.EVERYONE, run, true).getOrDefault(day.start(), Totals.NOTHING),
                keys,
                cubes);
    }

    /** As its items have it. */
    static DayUsage ofItems(UsageStore usage, Period day) {
        Map<String, Cube> cubes = new TreeMap<>();
        for (Instant minute = day.start(); minute.isBefore(day.end()); minute = Granularity.MINUTE.next(minute)) {
            usage.minute(minute).stream()
                    .collect(Collectors.groupingBy(item -> item.entry().keyId()))
                    .forEach((keyId, items) -> cubes.merge(keyId, Cube.of(items), (a, b) -> Cube.sum(List.of(a, b))));
        }
        Map<String, Measures> keys = new TreeMap<>();
        cubes.forEach((keyId, cube) -> keys.put(keyId, cube.total()));
        Cube everyone = Cube.sum(cubes.values());
        return new DayUsage(everyone, Totals.of(everyone), keys, cubes);
    }

    /** Where this differs from {@code items}; the cube of a key that is missing as a whole is not told apart. */
    List<Difference> differencesFrom(DayUsage items) {
        List<Difference> differences = new ArrayList<>();
        Difference.addAll(differences, RollupStore.EVERYONE, "cube", parts(cube), parts(items.cube));
        Difference.addAll(differences, RollupStore.EVERYONE, "totals", parts(totals), parts(items.totals));
        Difference.addAll(differences, RollupStore.EVERYONE, "keys", keys, items.keys);
        cubes.forEach((keyId, ofKey) -> Difference.addAll(
                differences, keyId, "cube", parts(ofKey), parts(items.cubes.getOrDefault(keyId, Cube.EMPTY))));
        return differences;
    }

    private static Cube cube(RollupStore rollups, String scope, Run run) {
        return rollups.cubes(scope, run, true).getOrDefault(run.from(), Cube.EMPTY);
    }

    private static Map<Object, Object> parts(Cube cube) {
        Map<Object, Object> parts = new HashMap<>(cube.cells());
        parts.putAll(cube.times());
        return parts;
    }

    private static Map<Object, Object> parts(Totals totals) {
        Map<Object, Object> parts = new HashMap<>();
        totals.sums()
                .forEach((dimension, sums) ->
                        sums.forEach((value, measures) -> parts.put(Map.of(dimension.word(), value), measures)));
        parts.put("times", totals.times());
        return parts;
    }
}
