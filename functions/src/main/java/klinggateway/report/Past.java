package klinggateway.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import klinggateway.forecast.DailyUse;
import klinggateway.forecast.History;
import klinggateway.usage.Cell;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;
import klinggateway.usage.Measures;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Totals;
import klinggateway.usage.UsageStore;

/** The days of a report, the last one up to where the report is complete. */
public record Past(UsageQuery query, UsageReport report) {

    /** Twelve weeks: enough for a trend, and no more than what is read for a quarter's analytics. */
    public static final int DAYS = 84;

    /** What the query asks for. */
    public static Past read(UsageQuery query, UsageStore usage, RollupStore rollups, Instant now) {
        return new Past(query, UsageReport.read(query, usage, rollups, now));
    }

    /** All that one key used in the last {@value #DAYS} days of UTC. */
    public static Past ofKey(String keyId, UsageStore usage, RollupStore rollups, Instant now) {
        return read(UsageQuery.ofDays(Set.of(keyId), Filter.NONE, ZoneOffset.UTC, DAYS, now), usage, rollups, now);
    }

    /** All of it. */
    public History all() {
        return history(Totals::total);
    }

    /** What was ordered here, which is what budgets know of. */
    public History ordered() {
        return history(totals -> totals.by(Dimension.SOURCE).getOrDefault(Cell.GATEWAY, Measures.ZERO));
    }

    public Instant asOf() {
        return report.asOf();
    }

    public LocalDate today() {
        return date(report.asOf());
    }

    /** The day of the query's calendar. */
    public LocalDate date(Instant moment) {
        return moment.atZone(query.zone()).toLocalDate();
    }

    private History history(Function<Totals, Measures> part) {
        LocalDate today = today();
        List<DailyUse> days = Stream.iterate(date(query.from()), day -> day.isBefore(today), day -> day.plusDays(1))
                .map(day -> use(day, part))
                .toList();
        ZoneId zone = query.zone();
        Instant begin = today.atStartOfDay(zone).toInstant();
        Instant end = today.plusDays(1).atStartOfDay(zone).toInstant();
        double left = Duration.between(report.asOf(), end).toMillis()
                / (double) Duration.between(begin, end).toMillis();
        return new History(days, use(today, part), left);
    }

    private DailyUse use(LocalDate day, Function<Totals, Measures> part) {
        Measures used = part.apply(report.days().getOrDefault(day, Totals.NOTHING));
        return new DailyUse(day, used.microUsd(), used.calls());
    }
}
