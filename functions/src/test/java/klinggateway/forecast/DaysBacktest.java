package klinggateway.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * How often single days of made-up use came to something between low and high, and how wide that was, as a part of an average
 * day; on workdays and on weekends, as a day that is always much and one that is always little must not be told the same.
 */
record DaysBacktest(double within, double onWorkdays, double onWeekends, double width) {

    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    static DaysBacktest of(PastUse use, LongStream seeds) {
        return mean(seeds.mapToObj(seed -> one(use.days(seed))).toList());
    }

    static DaysBacktest mean(List<DaysBacktest> all) {
        return new DaysBacktest(
                mean(all, DaysBacktest::within),
                mean(all, DaysBacktest::onWorkdays),
                mean(all, DaysBacktest::onWeekends),
                mean(all, DaysBacktest::width));
    }

    private static DaysBacktest one(List<DailyUse> days) {
        History history = new History(days.subList(0, PastUse.PAST), days.get(PastUse.PAST), 0);
        List<Day> later = ((Forecast.Ahead) Forecast.of(history))
                .each(PastUse.AHEAD).stream()
                        .skip(1)
                        .map(told -> new Day(
                                told.first(),
                                told.microUsd(),
                                days.get((int) (told.first().toEpochDay()
                                                - days.getFirst().date().toEpochDay()))
                                        .microUsd()))
                        .toList();
        List<Day> weekends = later.stream()
                .filter(day -> WEEKEND.contains(day.date().getDayOfWeek()))
                .toList();
        List<Day> workdays = later.stream()
                .filter(day -> !WEEKEND.contains(day.date().getDayOfWeek()))
                .toList();
        double usual = mean(later, Day::actual);
        return new DaysBacktest(
                mean(later, Day::within),
                mean(workdays, Day::within),
                mean(weekends, Day::within),
                mean(later, day -> (day.told().high() - day.told().low()) / usual));
    }

    private record Day(LocalDate date, Estimate told, long actual) {

        int within() {
            return told.low() <= actual && actual <= told.high() ? 1 : 0;
        }
    }

    private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
        return all.stream().mapToDouble(value).average().orElseThrow();
    }
}
