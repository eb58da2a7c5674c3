package klinggateway.local.sample;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Draws values as often as they weigh. */
final class Draw<T> {

    private final List<T> values;
    private final double[] upTo;

    Draw(List<T> values, ToDoubleFunction<T> weight) {
        this.values = List.copyOf(values);
        this.upTo = values.stream().mapToDouble(weight).toArray();
        Arrays.parallelPrefix(upTo, Double::sum);
    }

    T next(Random random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return values.get(found < 0 ? -found - 1 : found);
    }
}
