package klinggateway.usage;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many jobs took how long, in 40 ranges whose bounds grow by a third, from a quarter of a second to six hours. Histograms
 * are added up without loss, which percentiles cannot be.
 *
 * @param counts jobs by range; ranges without any are left out
 */
public record Histogram(Map<Integer, Long> counts) {

    public static final int RANGES = 40;

    public static final Histogram EMPTY = new Histogram(Map.of());

    /** How many times as long as the bound of the range before a range's bound is. */
    public static final double GROWTH = 4.0 / 3;

    private static final double FIRST_BOUND_MS = 250;

    public Histogram {
        counts = Map.copyOf(counts);
    }

    public static Histogram of(Duration length) {
        return new Histogram(Map.of(range(length), 1L));
    }

    public Histogram plus(Histogram other) {
        if (other.counts.isEmpty()) {
            return this;
        }
        Map<Integer, Long> sums = new TreeMap<>(counts);
        other.counts.forEach((range, count) -> sums.merge(range, count, Long::sum));
        return new Histogram(sums);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Only the ranges all of whose jobs took longer than {@code length}. */
    public Histogram longerThan(Duration length) {
        Map<Integer, Long> longer = new TreeMap<>(counts);
        longer.keySet().removeIf(range -> range == 0 || bound(range - 1) < length.toMillis());
        return new Histogram(longer);
    }

    /** All lengths added up, off by a seventh at most; what took longer than six hours counts as six. */
    public Duration sum() {
        return Duration.ofMillis(counts.entrySet().stream()
                .mapToLong(entry -> entry.getValue() * Math.round(middle(entry.getKey())))
                .sum());
    }

    /**
     * The length that {@code part} of the jobs did not exceed, off by a seventh at most, in the range its jobs are in; for what
     * took longer than six hours, the last bound.
     *
     * @param part above 0 and at most 1
     */
    public Optional<Duration> percentile(double part) {
        double wanted = Math.ceil(part * total());
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : new TreeMap<>(counts).entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) {
                return Optional.of(Duration.ofMillis(Math.round(middle(entry.getKey()))));
            }
        }
        return Optional.empty();
    }

    /** The range that holds {@code length}. */
    static int range(Duration length) {
        long milliseconds = length.toMillis();
        int range = 0;
        while (range < RANGES - 1 && milliseconds > bound(range)) {
            range++;
        }
        return range;
    }

    /** The length up to which a range reaches. */
    private static double bound(int range) {
        return FIRST_BOUND_MS * Math.pow(GROWTH, range);
    }

    /** Of two bounds the geometric mean, which is off by the same factor at both ends. */
    private static double middle(int range) {
        return range == RANGES - 1 ? bound(range - 1) : bound(range) / Math.sqrt(GROWTH);
    }
}
