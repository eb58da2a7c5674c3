package klinggateway.pattern;

import java.util.List;
import java.util.Map;
import klinggateway.job.Pool;

/**
 * What is found.
 *
 * @param week the 168 hours of a week, from Monday at midnight on
 * @param waiting the 24 hours of a day; none where waiting is not known
 * @param pools the 24 hours of a day, of each pool that had any job at Kling
 * @param paces the models that were used most; none where that is not known
 * @param inWords the same in a few sentences
 */
public record Patterns(
        List<WeekHour> week,
        List<DayHour> waiting,
        Map<Pool, List<PoolHour>> pools,
        List<Pace> paces,
        List<String> inWords) {

    public static Patterns of(Observed observed) {
        List<WeekHour> week = WeekHour.of(observed);
        List<DayHour> waiting = observed.knowsTimes() ? DayHour.of(observed) : List.of();
        Map<Pool, List<PoolHour>> pools = PoolHour.of(observed);
        List<Pace> paces = observed.knowsTimes() ? Pace.of(observed) : List.of();
        return new Patterns(week, waiting, pools, paces, Words.of(observed, week, waiting, pools, paces));
    }
}
