package klinggateway.anomaly;

import java.util.Arrays;
import java.util.Collection;

/** What can be said of a few numbers when some of them may be off. */
public final class Sample {

    /** Of a normal distribution, the standard deviation is so many times the median deviation. */
    private static final double OF_NORMAL = 1.4826;

    private Sample() {}

    /** The one in the middle, or between the two there; 0 of none. */
    public static double median(Collection<Double> values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median deviation from zero, as a standard deviation. */
    static double spread(Collection<Double> deviations) {
        return OF_NORMAL * median(deviations.stream().map(Math::abs).toList());
    }

    /** The largest but one, so that one that is off does not hide the next; of fewer than two the only one, or 0. */
    static double secondLargest(Collection<Double> values) {
        double[] sorted = sorted(values);
        return sorted.length == 0 ? 0 : sorted[Math.max(0, sorted.length - 2)];
    }

    private static double[] sorted(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
