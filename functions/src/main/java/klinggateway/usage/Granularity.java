package klinggateway.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * A length of rolled-up periods: minutes, quarters of an hour and hours of UTC, and the days of one zone.
 *
 * @param word used in storage
 * @param length of a usual period; where clocks change, a day is longer or shorter
 * @param zone whose days these are; for shorter ones UTC
 */
public record Granularity(String word, Duration length, ZoneId zone) {

    public static final Granularity MINUTE = new Granularity("minute", Duration.ofMinutes(1), ZoneOffset.UTC);
    public static final Granularity QUARTER = new Granularity("quarter", Duration.ofMinutes(15), ZoneOffset.UTC);
    public static final Granularity HOUR = new Granularity("hour", Duration.ofHours(1), ZoneOffset.UTC);
    public static final Granularity DAY = new Granularity("day", Duration.ofDays(1), ZoneOffset.UTC);

    /** Those that everybody needs, the shortest first; each is a whole number of the one before. */
    public static final List<Granularity> OF_UTC = List.of(MINUTE, QUARTER, HOUR, DAY);

    /** The days of {@code zone}. */
    public static Granularity daysOf(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? DAY : new Granularity("day@" + zone, DAY.length, zone);
    }

    /** Whether there are totals of such periods; shorter ones have cubes only. */
    public boolean hasTotals() {
        return length.compareTo(HOUR.length) >= 0;
    }

    /** The start of the period that holds {@code moment}. */
    public Instant floor(Instant moment) {
        if (isDay()) {
            return moment.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        }
        long millis = moment.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, length.toMillis()));
    }

    /** The start of the period after the one that starts at {@code start}. */
    public Instant next(Instant start) {
        if (isDay()) {
            ZonedDateTime local = start.atZone(zone);
            return local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        }
        return start.plus(length);
    }

    boolean startsAt(Instant moment) {
        return floor(moment).equals(moment);
    }

    private boolean isDay() {
        return length.equals(DAY.length);
    }
}
