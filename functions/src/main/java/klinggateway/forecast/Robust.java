package klinggateway.forecast;

import java.util.Arrays;

/** Statistics that a few wild values do not lead astray. */
final class Robust {

    private Robust() {}

    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** Between the values where it falls between two. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Without the highest and the lowest, where there are five or more. */
    static double trimmedMean(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int dropped = sorted.length >= 5 ? 1 : 0;
        return Arrays.stream(sorted, dropped, sorted.length - dropped).average().orElse(0);
    }

    /**
     * Theil and Sen's slope, the median of the slopes of all pairs, from one value to the next; none where Mann and Kendall's
     * test would call as clear a rise or fall chance, one time in ten.
     */
    static double slope(double[] values) {
        int n = values.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int next = 0;
        int rises = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[next++] = (values[j] - values[i]) / (j - i);
                rises += (int) Math.signum(values[j] - values[i]);
            }
        }
        double spread = Math.sqrt(n * (n - 1) * (2 * n + 5) / 18.0);
        boolean isClear = n >= 4 && (Math.abs(rises) - 1) / spread > 1.645;
        return isClear ? median(slopes) : 0;
    }
}
