package klinggateway.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import klinggateway.usage.Cube;

/**
 * A day of a zone, or what there is of it so far.
 *
 * @param end exclusive
 */
record Day(LocalDate date, Instant start, Instant end) {

    static Day of(LocalDate date, ZoneId zone) {
        return new Day(
                date,
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** The part of it before {@code moment}. */
    Day until(Instant moment) {
        return moment.isBefore(end) ? new Day(date, start, moment) : this;
    }

    Duration length() {
        return Duration.between(start, end);
    }

    /** The starts of its hours, the first one at its beginning. */
    NavigableSet<Instant> hours() {
        return steps(start, end, Duration.ofHours(1));
    }

    /** What was used in each of its hours, by their starts, as a list. */
    List<Cube> hourly(Map<Instant, Cube> usage) {
        return inOrder(hours(), usage);
    }

    static NavigableSet<Instant> steps(Instant from, Instant to, Duration length) {
        NavigableSet<Instant> steps = new TreeSet<>();
        for (Instant step = from; step.isBefore(to); step = step.plus(length)) {
            steps.add(step);
        }
        return steps;
    }

    static List<Cube> inOrder(NavigableSet<Instant> steps, Map<Instant, Cube> usage) {
        List<Cube> cubes = new ArrayList<>();
        steps.forEach(step -> cubes.add(usage.getOrDefault(step, Cube.EMPTY)));
        return cubes;
    }
}
