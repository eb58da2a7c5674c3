package klinggateway.anomaly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.usage.Cell;
import klinggateway.usage.Dimension;

/**
 * What accounts for something unusual.
 *
 * @param share how much of what is too much it accounts for, from 0 to 1
 * @param lift by how much that is more than its usual share
 */
public record Because(Dimension dimension, String value, double share, double lift) {

    /** By which spending is explained. What became of the jobs is not in it: of today's, many are still open. */
    static final List<Dimension> OF_SPENDING =
            List.of(Dimension.MODEL, Dimension.MODE, Dimension.KIND, Dimension.DURATION, Dimension.REASON);

    /** By which failures of a model are explained. */
    static final List<Dimension> OF_FAILURES =
            List.of(Dimension.REASON, Dimension.MODE, Dimension.KIND, Dimension.DURATION);

    /** What most of the excess comes from explains it, unless it is usually most of everything. */
    private static final double MOST = 0.5;

    private static final double TELLING = 0.15;

    /**
     * What explains the excess of {@code actual} over {@code usual}, the most telling first; nothing if all rose alike.
     *
     * @param actual by the values of each dimension
     * @param usual the same, as it was to be expected
     */
    static List<Because> of(
            List<Dimension> dimensions,
            Map<Dimension, Map<String, Double>> actual,
            Map<Dimension, Map<String, Double>> usual) {
        List<Because> reasons = new ArrayList<>();
        for (Dimension dimension : dimensions) {
            of(dimension, actual.getOrDefault(dimension, Map.of()), usual.getOrDefault(dimension, Map.of()))
                    .ifPresent(reasons::add);
        }
        // A stable order: of what is as telling, the dimension that was named first.
        reasons.sort(Comparator.comparingLong(because -> -Math.round(because.lift * 100)));
        return reasons;
    }

    private static Optional<Because> of(Dimension dimension, Map<String, Double> actual, Map<String, Double> usual) {
        double expected = sum(usual);
        double excess = sum(actual) - expected;
        return actual.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(Cell.NO_ERROR) && excess > 0)
                .map(entry -> {
                    double usually = usual.getOrDefault(entry.getKey(), 0.0);
                    double share = Math.min(1, (entry.getValue() - usually) / excess);
                    return new Because(
                            dimension, entry.getKey(), share, share - (expected > 0 ? usually / expected : 0));
                })
                .filter(because -> because.share >= MOST && because.lift >= TELLING)
                .max(Comparator.comparingDouble(Because::share).thenComparing(Because::value));
    }

    private static double sum(Map<String, Double> values) {
        return values.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
