package klinggateway.pattern;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import klinggateway.job.Pool;

/**
 * What is found.
 *
 * @param week the 168 hours of a week, from Monday at midnight on
 * @param waiting the 24 hours of a day; none where waiting is not known
 * @param pools the 24 hours of a day, of each pool that had any job at Kling
 * @param peaksSince the beginning of the first hour of which a pool's peak is known; none where none is
 * @param paces the models that were used most; none where that is not known
 * @param inWords the same in a few sentences
 */
public record Patterns(
        List<WeekHour> week,
        List<DayHour> waiting,
        Map<Pool, List<PoolHour>> pools,
        Map<Pool, Instant> peaksSince,
        List<Pace> paces,
        List<String> inWords) {

    public static Patterns of(Observed observed) {
        List<WeekHour> week = WeekHour.of(observed);
        List<DayHour> waiting = observed.knowsTimes() ? DayHour.of(observed) : List.of();
        Map<Pool, List<PoolHour>> pools = PoolHour.of(observed);
        Map<Pool, Instant> peaksSince = new EnumMap<>(Pool.class);
        pools.keySet().forEach(pool -> observed.peaksSince(pool).ifPresent(start -> peaksSince.put(pool, start)));
        List<Pace> paces = observed.knowsTimes() ? Pace.of(observed) : List.of();
        return new Patterns(week, waiting, pools, peaksSince, paces, Words.of(observed, week, waiting, pools, paces));
    }
}
