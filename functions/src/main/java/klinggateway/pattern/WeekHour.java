package klinggateway.pattern;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import klinggateway.usage.Measures;

/**
 * One of the 168 hours of a week.
 *
 * @param hour from 0 to 23
 * @param length of all such hours of the range together: what a mean is to be divided by, so that a clock that is changed
 *     and a range that is no whole number of weeks make none of them look busier
 * @param used in all of them
 */
public record WeekHour(DayOfWeek weekday, int hour, Duration length, Measures used) {

    static final int HOURS = 24;
    private static final double HOUR_MS = Duration.ofHours(1).toMillis();

    /** All 168, from Monday at midnight on. */
    static List<WeekHour> of(Observed observed) {
        int count = DayOfWeek.values().length * HOURS;
        Duration[] lengths = new Duration[count];
        Arrays.fill(lengths, Duration.ZERO);
        Measures[] sums = new Measures[count];
        Arrays.fill(sums, Measures.ZERO);
        for (Hour hour : observed.hours()) {
            ZonedDateTime local = hour.start().atZone(observed.zone());
            int place = (local.getDayOfWeek().getValue() - 1) * HOURS + local.getHour();
            lengths[place] = lengths[place].plus(hour.length());
            sums[place] = sums[place].plus(hour.used().total());
        }
        return IntStream.range(0, count)
                .mapToObj(place ->
                        new WeekHour(DayOfWeek.of(place / HOURS + 1), place % HOURS, lengths[place], sums[place]))
                .toList();
    }

    /** How many such hours there were; 3.5 if half of the last one has passed. */
    public double hours() {
        return length.toMillis() / HOUR_MS;
    }

    /** Jobs in one of them, on an average. */
    double meanCalls() {
        return length.isZero() ? 0 : used.calls() / hours();
    }
}
