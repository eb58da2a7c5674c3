package klinggateway.analytics;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.Routes;
import klinggateway.job.Peaks;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.keys.Scope;
import klinggateway.pattern.Hour;
import klinggateway.pattern.Observed;
import klinggateway.pattern.Patterns;
import klinggateway.pattern.PoolHour;
import klinggateway.report.Step;
import klinggateway.report.UsageQuery;
import klinggateway.report.UsageQueryReader;
import klinggateway.usage.Cube;
import klinggateway.usage.ProductLine;
import klinggateway.usage.RememberedMinutes;
import klinggateway.usage.RememberedWatermark;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.Times;
import klinggateway.usage.Totals;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageReader.Usage;
import klinggateway.usage.UsageStore;

/** {@code GET /api/usage-patterns}: when there is work, when jobs wait, and whether models get slower. */
record UsagePatterns(UsageStore usage, RollupStore rollups, Slots slots, Peaks peaks, InstantSource clock) {

    /** More than there are hours in the longest range. */
    private static final int HOURS = 3_000;

    /** What was read: totals by the starts of hours, and times by days. */
    private record Read(
            Map<Instant, Totals> hours, NavigableMap<LocalDate, Map<ProductLine, Times>> days, Instant asOf) {}

    void addTo(Routes routes) {
        routes.on("GET /api/usage-patterns", Scope.USAGE, ErrorCode.ANALYTICS_ERROR, 500, this::answer);
    }

    private Answer answer(Call call) {
        Instant now = clock.instant();
        UsageQuery query = UsageQueryReader.ofWeeks(call, now);
        UsageReader reader = new UsageReader(new RememberedMinutes(usage), new RememberedWatermark(rollups));
        NavigableSet<Instant> starts = Step.HOUR.starts(query.from(), query.to(), query.zone(), HOURS);
        Read read = query.filter().isEmpty() ? all(query, starts, reader, now) : part(query, starts, reader, now);
        Map<Pool, Integer> limits = new EnumMap<>(Pool.class);
        for (Pool pool : Pool.values()) {
            limits.put(pool, slots.limit(pool));
        }
        List<Hour> hours = hours(query, starts, read.hours());
        // Slots are everybody's, and peaks do not tell whose jobs held them.
        boolean isPart = !query.keyIds().isEmpty() || !query.filter().isEmpty();
        Observed observed = new Observed(
                query.zone(),
                hours,
                read.days(),
                query.filter().knowsTimes(),
                limits,
                isPart ? Map.of() : peaks.of(PoolHour.used(hours), query.from(), query.to()),
                isPart);
        return Answer.json(200, PatternsAnswer.of(query, Patterns.of(observed), limits, read.asOf()));
    }

    /** Each hour's totals, which are small, and each day's cube, which alone tells times by model. */
    private static Read all(UsageQuery query, NavigableSet<Instant> starts, UsageReader reader, Instant now) {
        Usage<Totals> hours = reader.read(Shape.TOTALS, span(query, starts), now);
        NavigableSet<Instant> days = Step.DAY.starts(query.from(), query.to(), query.zone(), HOURS);
        Usage<Cube> cubes = reader.read(Shape.CUBE, span(query, days), now);
        return new Read(hours.parts(), days(query, cubes.parts()), hours.asOf());
    }

    /** A filter needs each hour's cube, and that has the times. */
    private static Read part(UsageQuery query, NavigableSet<Instant> starts, UsageReader reader, Instant now) {
        Usage<Cube> cubes = reader.read(Shape.CUBE, span(query, starts), now);
        Map<Instant, Cube> wanted = new TreeMap<>();
        Map<Instant, Totals> hours = new TreeMap<>();
        cubes.parts().forEach((start, cube) -> {
            wanted.put(start, cube.where(query.filter()));
            hours.put(start, Totals.of(wanted.get(start)));
        });
        return new Read(hours, days(query, wanted), cubes.asOf());
    }

    private static Span span(UsageQuery query, NavigableSet<Instant> starts) {
        return new Span(query.keyIds(), query.from(), query.to(), starts);
    }

    private static NavigableMap<LocalDate, Map<ProductLine, Times>> days(UsageQuery query, Map<Instant, Cube> cubes) {
        NavigableMap<LocalDate, Map<ProductLine, Times>> days = new TreeMap<>();
        cubes.forEach((start, cube) -> {
            LocalDate day = start.atZone(query.zone()).toLocalDate();
            days.merge(day, cube.times(), UsagePatterns::sum);
        });
        return days;
    }

    private static Map<ProductLine, Times> sum(Map<ProductLine, Times> some, Map<ProductLine, Times> more) {
        Map<ProductLine, Times> sum = new HashMap<>(some);
        more.forEach((line, times) -> sum.merge(line, times, Times::plus));
        return sum;
    }

    private static List<Hour> hours(UsageQuery query, NavigableSet<Instant> starts, Map<Instant, Totals> used) {
        List<Hour> hours = new ArrayList<>();
        for (Instant start : starts) {
            Instant next = starts.higher(start);
            // The range may begin and end within an hour.
            Instant from = start.isBefore(query.from()) ? query.from() : start;
            Instant to = next == null ? query.to() : next;
            boolean isWhole = from.equals(start)
                    && (next != null || Step.HOUR.next(start, query.zone()).equals(to));
            hours.add(new Hour(from, to, isWhole, used.getOrDefault(start, Totals.NOTHING)));
        }
        return hours;
    }
}
