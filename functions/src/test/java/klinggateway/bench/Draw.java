package klinggateway.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws values as often as they weigh. */
final class Draw<T> {

    private final List<T> values;
    private final double[] upTo;

    Draw(Map<T, Double> weights) {
        values = weights.keySet().stream()
                .sorted(Comparator.comparing(Object::toString))
                .toList();
        upTo = values.stream().mapToDouble(weights::get).toArray();
        Arrays.parallelPrefix(upTo, Double::sum);
    }

    T next(Random random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return values.get(found < 0 ? -found - 1 : found);
    }
}
