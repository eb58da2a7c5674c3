package klinggateway.report;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** How finely a range is told apart, by the clocks and the calendar of a zone. Weeks begin on Monday. */
public enum Step {
    MINUTE("minute"),
    HOUR("hour"),
    DAY("day"),
    WEEK("week"),
    MONTH("month"),
    TOTAL("total");

    private static final List<String> WORDS =
            Arrays.stream(values()).map(Step::word).toList();

    private final String word;

    Step(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** All words, the finest first. */
    static List<String> words() {
        return WORDS;
    }

    static Step ofWord(String word) {
        return values()[WORDS.indexOf(word)];
    }

    /** What a range of this length is usually told apart by: from a few to a hundred parts. */
    static Step usual(Duration length) {
        if (length.compareTo(Duration.ofHours(2)) <= 0) {
            return MINUTE;
        }
        return length.compareTo(Duration.ofDays(3)) <= 0
                ? HOUR
                : length.compareTo(Duration.ofDays(100)) <= 0 ? DAY : WEEK;
    }

    /** The starts of the parts of {@code [from, to)}, the first one not after {@code from}; at most {@code most} and one. */
    public NavigableSet<Instant> starts(Instant from, Instant to, ZoneId zone, int most) {
        NavigableSet<Instant> starts = new TreeSet<>();
        for (Instant start = this == TOTAL ? from : floor(from, zone);
                start.isBefore(to) && starts.size() <= most;
                start = next(start, zone)) {
            starts.add(start);
        }
        return starts;
    }

    /** The start of the part that holds {@code moment}; for the total, the moment itself. */
    Instant floor(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        return switch (this) {
            case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES).toInstant();
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> day(local);
            case WEEK -> day(local.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH -> day(local.withDayOfMonth(1));
            case TOTAL -> moment;
        };
    }

    /** The start of the part after the one that begins at {@code start}. */
    public Instant next(Instant start, ZoneId zone) {
        ZonedDateTime local = start.atZone(zone);
        return switch (this) {
            case MINUTE -> start.plus(Duration.ofMinutes(1));
            case HOUR -> nextHour(start, zone);
            case DAY -> day(local.plusDays(1));
            case WEEK -> day(local.plusWeeks(1));
            case MONTH -> day(local.plusMonths(1));
            case TOTAL -> Instant.MAX;
        };
    }

    /** Where clocks change by half an hour, one hour is half as long. */
    private static Instant nextHour(Instant start, ZoneId zone) {
        Instant inAnHour = HOUR.floor(start.plus(Duration.ofHours(1)), zone);
        return inAnHour.isAfter(start) ? inAnHour : start.plus(Duration.ofHours(1));
    }

    /** Its beginning, which is not midnight where clocks change then. */
    private static Instant day(ZonedDateTime local) {
        return local.toLocalDate().atStartOfDay(local.getZone()).toInstant();
    }
}
