package klinggateway.pattern;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.Pool;
import klinggateway.usage.Dimension;
import klinggateway.usage.Measures;

/**
 * How many jobs of a pool were at Kling at once in one of the 24 hours of a day: its peak, and means by Little's law, which is
 * the processing time of what ended in an hour, divided by its length.
 *
 * @param hour from 0 to 23
 * @param usual the mean of all such hours
 * @param hours how many such hours are whole
 * @param nearLimit how many of those had a mean of at least {@link #NEAR} of the limit
 * @param busiest the one of them with the highest mean, if there was any job
 */
public record PoolHour(int hour, double usual, int hours, int nearLimit, Optional<Busiest> busiest, Peak peak) {

    /** An hour whose mean is so near to the limit had moments at it. */
    public static final double NEAR = 0.8;

    /** An hour with the mean of how many jobs were at Kling. */
    public record Busiest(Instant start, double mean) {}

    /** The pools that had any job at Kling. */
    public static Set<Pool> used(Collection<Hour> hours) {
        Set<Pool> pools = EnumSet.noneOf(Pool.class);
        for (Pool pool : Pool.values()) {
            if (hours.stream().anyMatch(hour -> atKlingMs(hour, pool) > 0)) {
                pools.add(pool);
            }
        }
        return pools;
    }

    /** The 24 hours of each pool that had any job at Kling. */
    static Map<Pool, List<PoolHour>> of(Observed observed) {
        Map<Pool, List<PoolHour>> pools = new EnumMap<>(Pool.class);
        used(observed.hours()).forEach(pool -> pools.put(pool, of(observed, pool)));
        return pools;
    }

    private static List<PoolHour> of(Observed observed, Pool pool) {
        double near = NEAR * observed.limit(pool);
        List<Peak> peaks = Peak.of(observed.peaks(pool), observed.zone(), observed.limit(pool));
        List<PoolHour> hours = new ArrayList<>();
        for (int of = 0; of < WeekHour.HOURS; of++) {
            long atKlingMs = 0;
            Duration length = Duration.ZERO;
            int whole = 0;
            int nearLimit = 0;
            Optional<Busiest> busiest = Optional.empty();
            for (Hour hour : observed.hours()) {
                if (observed.hourOfDay(hour) == of) {
                    long ofHourMs = atKlingMs(hour, pool);
                    atKlingMs += ofHourMs;
                    length = length.plus(hour.length());
                    // In the first minute of an hour the mean would be that of an hour's jobs in a minute.
                    if (hour.isWhole()) {
                        double mean = ofHourMs / (double) hour.length().toMillis();
                        whole++;
                        nearLimit += mean >= near ? 1 : 0;
                        if (mean > busiest.map(Busiest::mean).orElse(0.0)) {
                            busiest = Optional.of(new Busiest(hour.start(), mean));
                        }
                    }
                }
            }
            double usual = length.isZero() ? 0 : atKlingMs / (double) length.toMillis();
            hours.add(new PoolHour(of, usual, whole, nearLimit, busiest, peaks.get(of)));
        }
        return hours;
    }

    private static long atKlingMs(Hour hour, Pool pool) {
        return hour.used()
                .by(Dimension.POOL)
                .getOrDefault(pool.word(), Measures.ZERO)
                .processingMs();
    }
}
