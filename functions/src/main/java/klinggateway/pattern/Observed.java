package klinggateway.pattern;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import klinggateway.job.Pool;
import klinggateway.usage.ProductLine;
import klinggateway.usage.Times;

/**
 * The usage of a range that patterns are looked for in.
 *
 * @param hours at least one, the oldest first, without a gap, by the clocks of {@code zone}
 * @param days how long what ended on a day had waited and taken; days on which nothing ended may be left out
 * @param knowsTimes whether waiting and days tell anything: times are not kept by all that can be filtered by
 * @param limits how many slots each pool has
 * @param peaks the most slots of each pool that were in use at once, by the beginnings of hours of UTC; none if they are not known
 *     or if {@code isPart}
 * @param isPart whether other jobs, which are not asked about, may share those slots
 */
public record Observed(
        ZoneId zone,
        List<Hour> hours,
        NavigableMap<LocalDate, Map<ProductLine, Times>> days,
        boolean knowsTimes,
        Map<Pool, Integer> limits,
        Map<Pool, NavigableMap<Instant, Integer>> peaks,
        boolean isPart) {

    public Observed {
        hours = List.copyOf(hours);
        days = new TreeMap<>(days);
        limits = Map.copyOf(limits);
        peaks = Map.copyOf(peaks);
    }

    Instant start() {
        return hours.getFirst().start();
    }

    int limit(Pool pool) {
        return limits.getOrDefault(pool, 1);
    }

    NavigableMap<Instant, Integer> peaks(Pool pool) {
        return peaks.getOrDefault(pool, Collections.emptyNavigableMap());
    }

    /** The beginning of the first hour of which the peak is known. */
    Optional<Instant> peaksSince(Pool pool) {
        return peaks(pool).keySet().stream().findFirst();
    }

    LocalDate firstDay() {
        return date(hours.getFirst());
    }

    LocalDate lastDay() {
        return date(hours.getLast());
    }

    /** How many days it touches. */
    int dayCount() {
        return Math.toIntExact(ChronoUnit.DAYS.between(firstDay(), lastDay()) + 1);
    }

    /** The hour of the day, by its clocks. */
    int hourOfDay(Hour hour) {
        return hour.start().atZone(zone).getHour();
    }

    private LocalDate date(Hour hour) {
        return hour.start().atZone(zone).toLocalDate();
    }
}
