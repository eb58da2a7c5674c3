package klinggateway.anomaly;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import klinggateway.usage.Parallel;

/**
 * Finds what is unusual in a range of days.
 *
 * @param zone whose days and hours these are
 * @param failuresOf the keys whose failures are looked at, each on its own; an empty one is everyone together
 */
public record Search(Books books, ZoneId zone, List<Optional<String>> failuresOf) {

    /** So many weeks before a day are compared with it. */
    public static final int WEEKS = 5;

    /** So many days of keys are looked at closely, those with the least usual spending; it bounds what a search reads. */
    public static final int CLOSE_LOOKS = 12;

    /** The same for days of models. */
    public static final int CLOSE_LOOKS_AT_FAILURES = 6;

    /**
     * What is unusual, the newest first.
     *
     * @param from inclusive; the whole day it is in is looked at
     * @param to exclusive; of the day it is in, what is before it, beside the same hours of other days
     */
    public List<Anomaly> find(Instant from, Instant to) {
        List<Day> days = days(from, to);
        NavigableSet<Instant> starts = starts(days.getFirst().date(), to);
        SpendingWatch spending = new SpendingWatch(books, zone);
        FailureWatch failures = new FailureWatch(books, zone);
        List<Supplier<Optional<Anomaly>>> looks = new ArrayList<>();
        spending.suspicions(books.spending(starts, to), days).stream()
                .limit(CLOSE_LOOKS)
                .forEach(suspicion -> looks.add(() -> spending.verdict(suspicion)));
        failuresOf.stream()
                .flatMap(keyId -> failures.suspicions(keyId, books.usage(keyId, starts, to), days).stream())
                .sorted(Comparator.comparingDouble(suspicion -> -suspicion.weight()))
                .limit(CLOSE_LOOKS_AT_FAILURES)
                .forEach(suspicion -> looks.add(() -> failures.verdict(suspicion)));
        return Parallel.all(looks).stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Anomaly::since)
                        .reversed()
                        .thenComparing(anomaly -> anomaly.keyId().orElse(""))
                        .thenComparing(anomaly -> anomaly.model().orElse("")))
                .toList();
    }

    private List<Day> days(Instant from, Instant to) {
        List<Day> days = new ArrayList<>();
        for (LocalDate date = from.atZone(zone).toLocalDate();
                Day.of(date, zone).start().isBefore(to);
                date = date.plusDays(1)) {
            days.add(Day.of(date, zone).until(to));
        }
        return days;
    }

    /** The beginnings of the days, and of those before that they are compared with. */
    private NavigableSet<Instant> starts(LocalDate first, Instant to) {
        NavigableSet<Instant> starts = new TreeSet<>();
        for (LocalDate date = first.minusWeeks(WEEKS);
                Day.of(date, zone).start().isBefore(to);
                date = date.plusDays(1)) {
            starts.add(Day.of(date, zone).start());
        }
        return starts;
    }
}
