package klinggateway.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import klinggateway.forecast.DailyUse;
import klinggateway.forecast.History;
import klinggateway.usage.Cell;
import klinggateway.usage.Dimension;
import klinggateway.usage.Measures;
import klinggateway.usage.Totals;

/** The days of a report, the last one up to where the report is complete. */
public record Past(UsageQuery query, UsageReport report) {

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
