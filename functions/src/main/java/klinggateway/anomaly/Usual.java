package klinggateway.anomaly;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What past days let expect of one. Weekdays of which twice as much or half as much is usual say nothing about it.
 *
 * @param expected the median of its weekday, or of all days if the weekday has no way of its own
 * @param spread how far days like it are usually from what was expected of them, as a standard deviation
 * @param high the largest but one of the days like it
 * @param alike the days to compare its hours with: up to five like it, of its own weekday if possible, the latest first
 */
record Usual(double expected, double spread, double high, List<LocalDate> alike) {

    private static final int ENOUGH = 3;
    private static final int COMPARED = 5;
    private static final double ALIKE = 2;
    private static final double NEARLY_ALWAYS = 0.8;

    /**
     * @param past what was spent by day, without gaps
     * @param grain what a single job costs, which is as fine as spending can be told
     */
    static Usual of(NavigableMap<LocalDate, Double> past, DayOfWeek weekday, double grain) {
        Map<DayOfWeek, List<Double>> byWeekday = new EnumMap<>(DayOfWeek.class);
        past.forEach((date, value) -> byWeekday
                .computeIfAbsent(date.getDayOfWeek(), unseen -> new ArrayList<>())
                .add(value));
        double ofAll = Sample.median(past.values());
        Map<DayOfWeek, Double> medians = new EnumMap<>(DayOfWeek.class);
        byWeekday.forEach((day, values) -> medians.put(day, isHabit(values) ? Sample.median(values) : ofAll));
        double expected = medians.getOrDefault(weekday, ofAll);
        List<LocalDate> alike = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        past.forEach((date, value) -> {
            double ofWeekday = medians.getOrDefault(date.getDayOfWeek(), ofAll);
            if (Math.max(ofWeekday, expected) <= ALIKE * Math.min(ofWeekday, expected) + grain) {
                alike.add(date);
                values.add(value);
                deviations.add(value - ofWeekday);
            }
        });
        alike.sort(Comparator.comparing((LocalDate date) -> date.getDayOfWeek() != weekday)
                .thenComparing(Comparator.reverseOrder()));
        // Jobs that come by chance, as many as expected, spread by the root of their number.
        double chance = Math.sqrt(Math.max(expected, grain) * grain);
        return new Usual(
                expected,
                Math.max(Sample.spread(deviations), chance),
                Sample.secondLargest(values),
                alike.stream().limit(COMPARED).toList());
    }

    /** Whether a weekday has a way of its own: enough are known, and it is either used nearly always or not at all. */
    private static boolean isHabit(List<Double> values) {
        double used = (double) values.stream().filter(value -> value > 0).count() / values.size();
        return values.size() >= ENOUGH && (used == 0 || used >= NEARLY_ALWAYS);
    }
}
