package klinggateway.anomaly;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Dimension;
import klinggateway.usage.Measures;

/** What of cubes is compared, as numbers. */
final class Sums {

    private Sums() {}

    /** A number of each cube. */
    static double[] series(List<Cube> cubes, ToDoubleFunction<Cube> number) {
        return cubes.stream().mapToDouble(number).toArray();
    }

    static double[] minus(double[] series, double[] other) {
        double[] difference = series.clone();
        for (int i = 0; i < series.length; i++) {
            difference[i] -= other[i];
        }
        return difference;
    }

    static double spent(Cube cube) {
        return cube.total().microUsd();
    }

    /** What was spent on what has {@code value} in {@code dimension}. */
    static double spent(Cube cube, Dimension dimension, String value) {
        return cube.by(dimension).getOrDefault(value, Measures.ZERO).microUsd();
    }

    /** A number of every cell, summed by the values of each dimension. */
    static Map<Dimension, Map<String, Double>> by(
            List<Dimension> dimensions, Collection<Cube> cubes, Amount amount, double weight) {
        Map<Dimension, Map<String, Double>> sums = new EnumMap<>(Dimension.class);
        dimensions.forEach(dimension -> sums.put(dimension, new HashMap<>()));
        for (Cube cube : cubes) {
            cube.cells()
                    .forEach((cell, measures) -> sums.forEach((dimension, byValue) ->
                            byValue.merge(dimension.of(cell), weight * amount.of(cell, measures), Double::sum)));
        }
        return sums;
    }

    /** An amount of a cell. */
    @FunctionalInterface
    interface Amount {

        double of(Cell cell, Measures measures);
    }
}
