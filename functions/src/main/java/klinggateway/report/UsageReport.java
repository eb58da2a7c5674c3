package klinggateway.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;
import klinggateway.usage.RememberedMinutes;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.Totals;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;

/**
 * The usage that a query asks for.
 *
 * @param parts by the starts of the parts that are told apart; parts in which nothing happened are left out
 * @param days the same by the days of the query's zone
 * @param groups by the starts of parts, and by the values of what it is grouped by, in the query's order
 * @param asOf everything that happened before it is in
 */
public record UsageReport(
        Map<Instant, Totals> parts,
        Map<LocalDate, Totals> days,
        Map<Instant, Map<List<String>, Measures>> groups,
        Instant asOf) {

    private static final int KEYS = 50;

    /** Reads it, with as little of the rollups as will do. */
    public static UsageReport read(UsageQuery query, UsageStore usage, RollupStore rollups, Instant now) {
        UsageReader reader = new UsageReader(new RememberedMinutes(usage), rollups);
        return new Reading(query, reader, now).report();
    }

    public Totals total() {
        return Totals.sum(parts.values());
    }

    /** The groups of all parts together. */
    public Map<List<String>, Measures> allGroups() {
        return Measures.sums(groups.values());
    }

    private record Reading(UsageQuery query, UsageReader reader, Instant now) {

        UsageReport report() {
            // Of what is coarser, the days are read, which makes the same rollups; so there are always days to tell.
            Step step = query.step().compareTo(Step.DAY) > 0 ? Step.DAY : query.step();
            NavigableSet<Instant> starts = step.starts(query.from(), query.to(), query.zone(), UsageQuery.PARTS);
            Map<Instant, Totals> read = new TreeMap<>();
            Map<Instant, Map<List<String>, Measures>> groups = new TreeMap<>();
            Instant asOf;
            if (query.isCrossed()) {
                UsageReader.Usage<Cube> cubes = reader.read(Shape.CUBE, span(query.keyIds(), starts), now);
                cubes.parts().forEach((start, cube) -> {
                    Cube wanted = cube.where(query.filter());
                    read.put(start, Totals.of(wanted));
                    if (!query.isByKey() && !query.groupBy().isEmpty()) {
                        groups.put(start, wanted.by(query.dimensions()));
                    }
                });
                asOf = cubes.asOf();
            } else {
                UsageReader.Usage<Totals> totals = reader.read(Shape.TOTALS, span(query.keyIds(), starts), now);
                totals.parts().forEach((start, part) -> {
                    read.put(start, part);
                    query.dimensions().forEach(dimension -> groups.put(start, single(part.by(dimension))));
                });
                asOf = totals.asOf();
            }
            if (query.isByKey()) {
                groups.putAll(byKey(starts));
            }
            return new UsageReport(merged(read, Totals::sum), days(read), merged(groups, Measures::sums), asOf);
        }

        private Map<Instant, Map<List<String>, Measures>> byKey(NavigableSet<Instant> starts) {
            if (query.isCrossed()) {
                return byKeyAndMore(starts);
            }
            Map<Instant, Map<List<String>, Measures>> groups = new TreeMap<>();
            keys(starts).forEach((start, keys) -> groups.put(start, single(keys)));
            return groups;
        }

        /** One key after the other: their combinations with anything else are kept under the key alone. */
        private Map<Instant, Map<List<String>, Measures>> byKeyAndMore(NavigableSet<Instant> starts) {
            Set<String> keyIds = query.keyIds();
            if (keyIds.isEmpty()) {
                keyIds = keys(starts).values().stream()
                        .flatMap(keys -> keys.keySet().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
            }
            if (keyIds.size() > KEYS) {
                throw ProblemException.invalid(
                        ErrorCode.ANALYTICS_ERROR,
                        List.of(new InvalidParameter(
                                UsageQuery.KEY,
                                "is needed: " + keyIds.size() + " keys were used, and at most " + KEYS
                                        + " can be told apart by something else at the same time")));
            }
            Map<Instant, Map<List<String>, Measures>> groups = new TreeMap<>();
            for (String keyId : keyIds) {
                reader.read(Shape.CUBE, span(Set.of(keyId), starts), now)
                        .parts()
                        .forEach((start, cube) -> {
                            Map<List<String>, Measures> ofPart =
                                    groups.computeIfAbsent(start, unseen -> new HashMap<>());
                            cube.where(query.filter())
                                    .by(query.dimensions())
                                    .forEach((values, measures) -> ofPart.put(inOrder(keyId, values), measures));
                        });
            }
            return groups;
        }

        private Map<Instant, Map<String, Measures>> keys(NavigableSet<Instant> starts) {
            Map<Instant, Map<String, Measures>> keys = new TreeMap<>();
            reader.read(Shape.KEYS, span(Set.of(), starts), now).parts().forEach((start, all) -> {
                Map<String, Measures> wanted = new TreeMap<>(all);
                wanted.values().removeIf(Measures.ZERO::equals);
                if (!query.keyIds().isEmpty()) {
                    wanted.keySet().retainAll(query.keyIds());
                }
                keys.put(start, wanted);
            });
            return keys;
        }

        private List<String> inOrder(String keyId, List<String> values) {
            List<String> inOrder = new ArrayList<>(values);
            inOrder.add(query.groupBy().indexOf(UsageQuery.KEY), keyId);
            return List.copyOf(inOrder);
        }

        private Span span(Set<String> keyIds, NavigableSet<Instant> starts) {
            return new Span(keyIds, query.from(), query.to(), starts);
        }

        /** What was read by day at most, by the parts that are told apart. */
        private <T> Map<Instant, T> merged(Map<Instant, T> read, Function<Collection<T>, T> sum) {
            NavigableSet<Instant> starts = query.starts();
            Map<Instant, List<T>> parts = new TreeMap<>();
            read.forEach((start, part) -> {
                Instant floor = starts.floor(start);
                parts.computeIfAbsent(floor == null ? starts.first() : floor, unseen -> new ArrayList<>())
                        .add(part);
            });
            Map<Instant, T> sums = new TreeMap<>();
            parts.forEach((start, all) -> sums.put(start, sum.apply(all)));
            return sums;
        }

        private Map<LocalDate, Totals> days(Map<Instant, Totals> read) {
            Map<LocalDate, List<Totals>> byDay = new TreeMap<>();
            read.forEach((start, part) -> byDay.computeIfAbsent(
                            start.atZone(query.zone()).toLocalDate(), unseen -> new ArrayList<>())
                    .add(part));
            Map<LocalDate, Totals> days = new TreeMap<>();
            byDay.forEach((day, parts) -> days.put(day, Totals.sum(parts)));
            return days;
        }
    }

    private static Map<List<String>, Measures> single(Map<String, Measures> sums) {
        Map<List<String>, Measures> groups = new HashMap<>();
        sums.forEach((value, measures) -> groups.put(List.of(value), measures));
        return groups;
    }
}
