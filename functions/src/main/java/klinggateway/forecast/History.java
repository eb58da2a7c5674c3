package klinggateway.forecast;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What was used on whole days, one after the other, up to yesterday, and so far today.
 *
 * @param days the oldest first, without a gap
 * @param today what was used of it
 * @param left how much of today is left, from 0 to 1
 */
public record History(List<DailyUse> days, DailyUse today, double left) {

    /** Fewer days with use are not forecast. */
    public static final int NEEDED = 14;

    /** What was before a pause of so many days is another story. */
    public static final int PAUSE = 14;

    /** More than so many times, or less than such a part of what is usual is not usual. */
    private static final int UNUSUAL = 5;

    /** What happens on one day of so many is not unusual. */
    private static final int SELDOM = 20;

    private static final int SHORTEST_BREAK = 3;

    public History {
        days = List.copyOf(days);
    }

    /** The days since the first use, or since the first use after the last long pause; none where a pause goes on. */
    List<DailyUse> lively() {
        int begin = 0;
        int idle = PAUSE;
        for (int day = 0; day < days.size(); day++) {
            if (!days.get(day).isAny()) {
                idle++;
            } else {
                begin = idle >= PAUSE ? day : begin;
                idle = 0;
            }
        }
        return idle >= PAUSE ? List.of() : days.subList(begin, days.size());
    }

    /** All that was used from {@code first} up to now. */
    DailyUse since(LocalDate first) {
        return days.stream()
                .filter(day -> !day.date().isBefore(first))
                .reduce(
                        today,
                        (sum, day) -> new DailyUse(first, sum.microUsd() + day.microUsd(), sum.calls() + day.calls()));
    }

    /** One value of each day; those of {@code unusual} days are what is usual on their weekdays. */
    static double[] usual(List<DailyUse> days, boolean[] unusual, ToLongFunction<DailyUse> value) {
        double[] values = days.stream().mapToLong(value).asDoubleStream().toArray();
        double[] medians = medians(days, values);
        double[] usual = new double[values.length];
        for (int day = 0; day < values.length; day++) {
            usual[day] = unusual[day] ? medians[weekday(days.get(day))] : values[day];
        }
        return usual;
    }

    /** Which days say nothing of what is usual: single days of very much use, and breaks that are over. */
    static boolean[] unusual(List<DailyUse> days) {
        double[] values =
                days.stream().mapToLong(DailyUse::microUsd).asDoubleStream().toArray();
        boolean[] unusual = new boolean[values.length];
        double most = most(values);
        for (int day = 0; day < values.length; day++) {
            unusual[day] = values[day] > most;
        }
        double[] medians = medians(days, values);
        int quiet = 0;
        for (int day = 0; day < values.length; day++) {
            if (values[day] * UNUSUAL < medians[weekday(days.get(day))]) {
                quiet++;
            } else {
                if (quiet >= SHORTEST_BREAK && quiet < PAUSE) {
                    Arrays.fill(unusual, day - quiet, day, true);
                }
                quiet = 0;
            }
        }
        return unusual;
    }

    private static double most(double[] values) {
        double[] used = Arrays.stream(values).filter(value -> value > 0).toArray();
        if (used.length == 0) {
            return Double.MAX_VALUE;
        }
        double most = UNUSUAL * Robust.median(used);
        long above = Arrays.stream(values).filter(value -> value > most).count();
        return above * SELDOM <= values.length + SELDOM - 1 ? most : Double.MAX_VALUE;
    }

    /** Of each weekday, from Monday on; 0 where there was none. */
    private static double[] medians(List<DailyUse> days, double[] values) {
        double[] medians = new double[Fit.WEEK];
        for (int weekday = 0; weekday < medians.length; weekday++) {
            int wanted = weekday;
            double[] ofDay = IntStream.range(0, values.length)
                    .filter(day -> weekday(days.get(day)) == wanted)
                    .mapToDouble(day -> values[day])
                    .toArray();
            medians[weekday] = ofDay.length == 0 ? 0 : Robust.median(ofDay);
        }
        return medians;
    }

    private static int weekday(DailyUse day) {
        return day.date().getDayOfWeek().getValue() - 1;
    }
}
