package klinggateway.usage;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import klinggateway.usage.RangeCut.Run;

/**
 * How usage is wanted: the less is asked for, the less is read.
 *
 * @param ofItems folds items
 * @param sum adds up parts
 * @param rollups reads what is rolled up
 */
public record Shape<T>(Function<List<UsageItem>, T> ofItems, Function<Collection<T>, T> sum, Rollups<T> rollups) {

    /** By every combination of dimensions. */
    public static final Shape<Cube> CUBE = new Shape<>(Cube::of, Cube::sum, RollupStore::cubes);

    /** By each dimension on its own. */
    public static final Shape<Totals> TOTALS =
            new Shape<>(items -> Totals.of(Cube.of(items)), Totals::sum, Shape::totals);

    /** By key, of everyone. */
    public static final Shape<Map<String, Measures>> KEYS =
            new Shape<>(Shape::byKey, Measures::sums, (store, scope, run, freshly) -> store.keys(run, freshly));

    /** Reads the rollups of a run. */
    @FunctionalInterface
    public interface Rollups<T> {

        /** What {@code store} has of {@code scope}, by the starts of periods. */
        Map<Instant, T> read(RollupStore store, String scope, Run run, boolean freshly);
    }

    private static Map<Instant, Totals> totals(RollupStore store, String scope, Run run, boolean freshly) {
        if (run.granularity().hasTotals()) {
            return store.totals(scope, run, freshly);
        }
        Map<Instant, Totals> totals = new HashMap<>();
        store.cubes(scope, run, freshly).forEach((start, cube) -> totals.put(start, Totals.of(cube)));
        return totals;
    }

    /** What each key used. */
    public static Map<String, Measures> byKey(List<UsageItem> items) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        item -> item.entry().keyId(),
                        Collectors.collectingAndThen(
                                Collectors.toList(), ofKey -> Cube.of(ofKey).total())));
    }
}
