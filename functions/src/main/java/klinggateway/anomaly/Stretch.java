package klinggateway.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Neighbouring steps of a series.
 *
 * @param first the place of the first one
 * @param last the place of the last one, inclusive
 */
record Stretch(int first, int last) {

    /** Where the sum of {@code excess} is largest, and of several such stretches the first; empty where nothing is above zero. */
    static Optional<Stretch> most(double[] excess) {
        double best = 0;
        Optional<Stretch> found = Optional.empty();
        double sum = 0;
        int first = 0;
        for (int i = 0; i < excess.length; i++) {
            if (sum <= 0) {
                sum = 0;
                first = i;
            }
            sum += excess[i];
            if (sum > best) {
                best = sum;
                found = Optional.of(new Stretch(first, i));
            }
        }
        return found;
    }

    /**
     * The same without its weak ends: steps count only by how much they are above a third of what the whole stretch is above zero
     * on average, or chance just before the beginning would be taken for the beginning.
     */
    static Optional<Stretch> sharp(double[] excess) {
        return most(excess).flatMap(stretch -> {
            double low = stretch.low(excess);
            return most(Arrays.stream(excess).map(step -> step - low).toArray());
        });
    }

    /** What a step must have to count, if the stretch is where most of {@code excess} is. */
    double low(double[] excess) {
        return sum(excess) / length() / 3;
    }

    int length() {
        return last - first + 1;
    }

    double sum(double[] series) {
        double sum = 0;
        for (int i = first; i <= last && i < series.length; i++) {
            sum += series[i];
        }
        return sum;
    }

    <T> List<T> of(List<T> series) {
        return series.subList(Math.min(first, series.size()), Math.min(last + 1, series.size()));
    }
}
