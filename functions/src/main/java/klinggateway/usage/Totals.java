package klinggateway.usage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Usage summed by each dimension on its own, which does not grow with the number of their combinations: what every question
 * without a filter needs.
 *
 * @param sums by dimension and its values, in the order of the values
 */
public record Totals(Map<Dimension, Map<String, Measures>> sums, Times times) {

    public static final Totals NOTHING = of(Cube.EMPTY);

    public static Totals of(Cube cube) {
        Map<Dimension, Map<String, Measures>> sums = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            sums.put(dimension, cube.by(dimension));
        }
        return new Totals(sums, Times.sum(cube.times().values()));
    }

    /** The sum of all of them. */
    public static Totals sum(Collection<Totals> all) {
        Map<Dimension, Map<String, Measures>> sums = new EnumMap<>(Dimension.class);
        List<Times> times = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            Map<String, Measures> byValue = new TreeMap<>(Measures.sums(
                    all.stream().map(totals -> totals.by(dimension)).toList()));
            byValue.values().removeIf(Measures.ZERO::equals);
            sums.put(dimension, byValue);
        }
        all.forEach(totals -> times.add(totals.times));
        return new Totals(sums, Times.sum(times));
    }

    /** The sums by one dimension, in the order of its values. */
    public Map<String, Measures> by(Dimension dimension) {
        return sums.getOrDefault(dimension, new TreeMap<>());
    }

    /** Everything added up. */
    public Measures total() {
        return by(Dimension.STATUS).values().stream().reduce(Measures.ZERO, Measures::plus);
    }
}
