package klinggateway.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;

/**
 * Finds days, and hours of days, in which a key spent unusually much. Days alone say which are worth a closer look; only of these
 * the hours are read, and those of days like them.
 */
record SpendingWatch(Books books, ZoneId zone) {

    /** Less than this too much is never told: three US dollars. */
    private static final double FLOOR = 3_000_000;

    private static final long FEWEST_CALLS = 3;

    /** A key that was first used less than this before has no habits yet. */
    private static final int FIRST_DAYS = 7;

    // A closer look costs reading, so it is worth it for what cannot be told from chance by the day alone.
    private static final double SUSPICIOUS = 1.5;
    private static final double SUSPICIOUS_SPREADS = 2.5;

    /** The beginning of a day is compared with at least so much of what is usual for all of it. */
    private static final double LEAST_OF_DAY = 0.25;

    private static final double TOO_MUCH = 3.5;
    private static final double TOO_MANY_SPREADS = 6;
    private static final double ABOVE_HIGH = 1.5;

    /** Where nothing is usual on most days, there are few others to compare a day with. */
    private static final double ABOVE_HIGH_OF_RARE = 2;

    // Of all stretches of a day the worst one is picked, so it has to be worse.
    private static final double HOURS_TOO_MUCH = 4;
    private static final double HOURS_TOO_MANY_SPREADS = 4;
    private static final double HOURS_OF_A_DAY = 0.5;
    private static final double HOURS_ABOVE_HIGH = 1.1;

    /** A day worth a closer look. */
    record Suspicion(String keyId, Day day, boolean isSoFar, long calls, Usual usual, double weight) {}

    /** Which of {@code days} are worth a closer look, the least usual first. */
    List<Suspicion> suspicions(Map<String, Map<Instant, Measures>> spending, List<Day> days) {
        List<Suspicion> found = new ArrayList<>();
        spending.forEach((keyId, ofKey) -> {
            NavigableMap<LocalDate, Measures> byDay = new TreeMap<>();
            ofKey.forEach((start, measures) -> {
                if (!measures.equals(Measures.ZERO)) {
                    byDay.put(start.atZone(zone).toLocalDate(), measures);
                }
            });
            days.forEach(day -> suspicion(keyId, day, byDay).ifPresent(found::add));
        });
        found.sort(Comparator.comparingDouble((Suspicion suspicion) -> -suspicion.weight)
                .thenComparing(Suspicion::keyId)
                .thenComparing(suspicion -> suspicion.day.start()));
        return found;
    }

    private Optional<Suspicion> suspicion(String keyId, Day day, NavigableMap<LocalDate, Measures> byDay) {
        Measures ofDay = byDay.getOrDefault(day.date(), Measures.ZERO);
        LocalDate first = byDay.isEmpty() ? day.date() : byDay.firstKey();
        LocalDate oldest = day.date().minusWeeks(Search.WEEKS);
        NavigableMap<LocalDate, Double> past = new TreeMap<>();
        Measures before = Measures.ZERO;
        for (LocalDate date = first.isAfter(oldest) ? first : oldest;
                date.isBefore(day.date());
                date = date.plusDays(1)) {
            Measures measures = byDay.getOrDefault(date, Measures.ZERO);
            past.put(date, (double) measures.microUsd());
            before = before.plus(measures);
        }
        if (past.size() < FIRST_DAYS || before.calls() <= 0 || ofDay.calls() < FEWEST_CALLS) {
            return Optional.empty();
        }
        double grain = (double) before.microUsd() / before.calls();
        Usual usual = Usual.of(past, day.date().getDayOfWeek(), grain);
        Duration whole = Day.of(day.date(), zone).length();
        double part = (double) day.length().toMillis() / whole.toMillis();
        double expected = part * usual.expected();
        double excess = ofDay.microUsd() - expected;
        double spread = usual.spread() * Math.sqrt(part);
        return excess >= FLOOR && ofDay.microUsd() >= SUSPICIOUS * expected && excess >= SUSPICIOUS_SPREADS * spread
                ? Optional.of(new Suspicion(keyId, day, part < 1, ofDay.calls(), usual, excess / (spread + FLOOR)))
                : Optional.empty();
    }

    /** What a closer look at the hours of the day shows. */
    Optional<Anomaly> verdict(Suspicion suspicion) {
        CloseLook look = CloseLook.at(suspicion, books, zone);
        double[] usually = look.usually(Sums::spent);
        return Stretch.sharp(Sums.minus(look.spent(), usually)).flatMap(stretch -> verdict(look, usually, stretch));
    }

    private Optional<Anomaly> verdict(CloseLook look, double[] usually, Stretch stretch) {
        Suspicion suspicion = look.suspicion();
        Usual usual = suspicion.usual;
        double actual = Arrays.stream(look.spent()).sum();
        double expected = suspicion.isSoFar ? look.usuallySoFar() : usual.expected();
        double scale = usual.expected() > 0 ? Math.clamp(expected / usual.expected(), LEAST_OF_DAY, 1) : 1;
        double tooMuch = actual - expected;
        if (tooMuch >= FLOOR
                && actual >= TOO_MUCH * expected
                && tooMuch >= TOO_MANY_SPREADS * usual.spread() * Math.sqrt(scale)
                && actual >= (usual.expected() > 0 ? ABOVE_HIGH * scale : ABOVE_HIGH_OF_RARE) * usual.high()) {
            Anomaly.Extent extent = suspicion.isSoFar ? Anomaly.Extent.DAY_SO_FAR : Anomaly.Extent.WHOLE_DAY;
            return Optional.of(explained(look, extent, expected, actual, stretch));
        }
        double ofStretch = stretch.sum(look.spent());
        double expectedThen = stretch.sum(usually);
        double excess = ofStretch - expectedThen;
        double best = look.highOf(stretch.length());
        // Where nothing is usual, there are no usual hours either, and the day says it all.
        return usual.expected() > 0
                        && excess >= Math.max(FLOOR, HOURS_OF_A_DAY * usual.expected())
                        && calls(stretch.of(look.hours())) >= FEWEST_CALLS
                        && excess >= HOURS_TOO_MANY_SPREADS * usual.spread()
                        && ofStretch >= HOURS_TOO_MUCH * expectedThen
                        && ofStretch >= ABOVE_HIGH * best
                        && actual >= HOURS_ABOVE_HIGH * usual.high() * scale
                ? Optional.of(explained(look, Anomaly.Extent.HOURS, expectedThen, ofStretch, stretch))
                : Optional.empty();
    }

    private Anomaly explained(CloseLook look, Anomaly.Extent extent, double expected, double actual, Stretch stretch) {
        Suspicion suspicion = look.suspicion();
        Day day = suspicion.day;
        List<List<Cube>> compared = look.compared();
        List<Because> because = Because.of(
                Because.OF_SPENDING,
                Sums.by(Because.OF_SPENDING, stretch.of(look.hours()), (cell, measures) -> measures.microUsd(), 1),
                Sums.by(
                        Because.OF_SPENDING,
                        compared.stream().flatMap(of -> stretch.of(of).stream()).toList(),
                        (cell, measures) -> measures.microUsd(),
                        1.0 / Math.max(1, compared.size())));
        boolean isOfHours = extent == Anomaly.Extent.HOURS;
        List<Instant> hours = List.copyOf(day.hours());
        Onset onset = onset(look, because).orElse(new Onset(hours.get(stretch.first()), Duration.ofHours(1)));
        Instant stretchEnd = hours.get(stretch.last()).plus(Duration.ofHours(1));
        return new Anomaly(
                Anomaly.Kind.SPENDING,
                Optional.of(suspicion.keyId),
                Optional.empty(),
                isOfHours ? hours.get(stretch.first()) : day.start(),
                isOfHours && stretchEnd.isBefore(day.end()) ? stretchEnd : day.end(),
                extent,
                expected,
                actual,
                isOfHours ? calls(stretch.of(look.hours())) : suspicion.calls,
                onset.at(),
                onset.precision(),
                because,
                suspicion.usual.alike().stream()
                        .allMatch(date -> date.getDayOfWeek() == day.date().getDayOfWeek()));
    }

    /** When that began which explains the most, or all of it if nothing does. */
    private Optional<Onset> onset(CloseLook look, List<Because> because) {
        ToDoubleFunction<Cube> number = because.stream()
                .findFirst()
                .map(first -> (ToDoubleFunction<Cube>) cube -> Sums.spent(cube, first.dimension(), first.value()))
                .orElse(Sums::spent);
        return Onset.of(
                books,
                Optional.of(look.suspicion().keyId),
                look.suspicion().day,
                number,
                Sums.series(look.hours(), number),
                look.usually(number));
    }

    private static long calls(List<Cube> cubes) {
        return cubes.stream().mapToLong(cube -> cube.total().calls()).sum();
    }
}
