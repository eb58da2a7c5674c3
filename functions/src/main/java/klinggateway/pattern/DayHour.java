package klinggateway.pattern;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import klinggateway.usage.Histogram;

/**
 * How long jobs had waited that ended in one of the 24 hours of a day.
 *
 * @param hour from 0 to 23
 */
public record DayHour(int hour, Histogram waiting) {

    /** The bound of a histogram's range that is next to a minute. Who waits longer notices. */
    public static final Duration NOTICED = Duration.ofSeconds(59);

    static List<DayHour> of(Observed observed) {
        List<Histogram> sums = new ArrayList<>();
        for (int hour = 0; hour < WeekHour.HOURS; hour++) {
            sums.add(Histogram.EMPTY);
        }
        for (Hour hour : observed.hours()) {
            int place = observed.hourOfDay(hour);
            sums.set(place, sums.get(place).plus(hour.used().times().waiting()));
        }
        List<DayHour> hours = new ArrayList<>();
        for (int hour = 0; hour < WeekHour.HOURS; hour++) {
            hours.add(new DayHour(hour, sums.get(hour)));
        }
        return hours;
    }

    public long jobs() {
        return waiting.total();
    }

    /** The part of the jobs that waited longer than {@link #NOTICED}; 0 if there were none. */
    public double noticed() {
        return jobs() == 0 ? 0 : waiting.longerThan(NOTICED).total() / (double) jobs();
    }
}
