package klinggateway.analytics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.http.Query;
import klinggateway.report.Step;
import klinggateway.report.UsageQuery;
import klinggateway.report.UsageReport;
import klinggateway.usage.Cell;
import klinggateway.usage.Dimension;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;
import klinggateway.usage.Totals;

/**
 * Usage of a range, added up and broken down.
 *
 * @param comparison the range of the same length before this one, if it was asked for
 * @param buckets the parts of the range, those in which nothing happened, too
 * @param groups what the range is grouped by, the dearest first
 * @param nextCursor where the list of recent jobs goes on, if it does
 * @param asOf everything that happened before it is in
 */
record UsageAnswer(
        Range range,
        UsageSummary summary,
        Optional<Comparison> comparison,
        Breakdown breakdown,
        List<Bucket> buckets,
        List<Group> groups,
        List<RecentJob> recentActivity,
        Optional<String> nextCursor,
        Instant asOf) {

    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Lambda answers with 6 MB at most. */
    private static final int GROUP_ROWS = 10_000;

    record Range(
            Instant timeStart,
            Instant timeEnd,
            String timeZone,
            String granularity,
            List<String> groupBy,
            Set<String> apiKeys,
            Map<String, Set<String>> filters,
            Optional<String> apiKey,
            String productType) {

        static Range of(UsageQuery query) {
            Map<String, Set<String>> filters = new TreeMap<>();
            query.filter().values().forEach((dimension, values) -> filters.put(dimension.word(), values));
            return new Range(
                    query.from(),
                    query.to(),
                    Query.nameOf(query.zone()),
                    query.step().word(),
                    query.groupBy(),
                    query.keyIds(),
                    filters,
                    query.keyIds().size() == 1 ? query.keyIds().stream().findFirst() : Optional.empty(),
                    String.join(",", filters.getOrDefault(Dimension.PRODUCT_TYPE.word(), Set.of("all"))));
        }
    }

    /** The usage of the time before. */
    record Comparison(Instant timeStart, Instant timeEnd, UsageSummary summary) {}

    /** Sums by one dimension each. Days are those of the query's zone. */
    record Breakdown(
            Map<String, Share> byModel,
            Map<String, Share> byDuration,
            Map<String, Share> byProductType,
            Map<String, Share> byKind,
            Map<String, Share> byMode,
            Map<String, Share> byReason,
            Map<String, Share> bySource,
            List<Day> byDay) {}

    record Share(
            long calls,
            BigDecimal units,
            String cost,
            long costMicroUsd,
            long estimatedCostMicroUsd,
            long settledCostMicroUsd,
            long seconds,
            Optional<Long> averageProcessingTime) {

        static Share of(Measures measures) {
            return new Share(
                    measures.calls(),
                    Money.units(measures.milliUnits()),
                    Money.dollars(measures.microUsd()),
                    measures.microUsd(),
                    measures.estimatedMicroUsd(),
                    measures.settledMicroUsd(),
                    measures.seconds(),
                    UsageSummary.average(measures));
        }
    }

    record Day(String date, long calls, BigDecimal units, String cost, long costMicroUsd) {}

    /** @param by the value of each thing it is grouped by */
    record Group(Map<String, String> by, @JsonUnwrapped Share sum) {}

    /**
     * One part of the range.
     *
     * @param complete whether nothing more can come
     */
    record Bucket(
            Instant start,
            Instant end,
            boolean complete,
            @JsonUnwrapped Share sum,
            Map<String, Long> callsByStatus,
            Optional<BigDecimal> successRate,
            Optional<UsageSummary.Percentiles> processingTime,
            List<Group> groups) {}

    static UsageAnswer of(
            UsageQuery query, UsageReport report, Optional<UsageReport> previous, RecentJobs.Page recent, Instant now) {
        if (report.groups().values().stream().mapToInt(Map::size).sum() > GROUP_ROWS) {
            throw ProblemException.invalid(
                    ErrorCode.ANALYTICS_ERROR,
                    List.of(new InvalidParameter(
                            "groupBy",
                            "would give more than " + GROUP_ROWS
                                    + " rows; choose a longer granularity, or fewer groups by a filter")));
        }
        Totals total = report.total();
        return new UsageAnswer(
                Range.of(query),
                UsageSummary.of(total, isFresh(report, now)),
                previous.map(before -> comparison(query.previous(), before, now)),
                breakdown(query, total, report.days()),
                buckets(query, report),
                groups(query, report.allGroups()),
                recent.jobs(),
                recent.nextCursor(),
                report.asOf());
    }

    private static Comparison comparison(UsageQuery query, UsageReport report, Instant now) {
        return new Comparison(query.from(), query.to(), UsageSummary.of(report.total(), isFresh(report, now)));
    }

    private static boolean isFresh(UsageReport report, Instant now) {
        return Duration.between(report.asOf(), now).compareTo(FRESH) < 0;
    }

    private static Breakdown breakdown(UsageQuery query, Totals total, Map<LocalDate, Totals> days) {
        return new Breakdown(
                shares(total.by(Dimension.MODEL)),
                shares(total.by(Dimension.DURATION)),
                shares(total.by(Dimension.PRODUCT_TYPE)),
                shares(total.by(Dimension.KIND)),
                shares(total.by(Dimension.MODE)),
                failures(total),
                shares(total.by(Dimension.SOURCE)),
                days(query, days));
    }

    private static Map<String, Share> shares(Map<String, Measures> sums) {
        Map<String, Share> shares = new TreeMap<>();
        sums.forEach((name, measures) -> shares.put(name, Share.of(measures)));
        return shares;
    }

    private static Map<String, Share> failures(Totals total) {
        Map<String, Measures> failures = new TreeMap<>(total.by(Dimension.REASON));
        failures.remove(Cell.NO_ERROR);
        return shares(failures);
    }

    /** All days of the range, those in which nothing happened, too. */
    private static List<Day> days(UsageQuery query, Map<LocalDate, Totals> days) {
        return Step.DAY.starts(query.from(), query.to(), query.zone(), UsageQuery.PARTS).stream()
                .map(start -> start.atZone(query.zone()).toLocalDate())
                .map(date -> {
                    Share share =
                            Share.of(days.getOrDefault(date, Totals.NOTHING).total());
                    return new Day(date.toString(), share.calls(), share.units(), share.cost(), share.costMicroUsd());
                })
                .toList();
    }

    private static List<Bucket> buckets(UsageQuery query, UsageReport report) {
        List<Bucket> buckets = new ArrayList<>();
        NavigableSet<Instant> starts = query.starts();
        for (Instant start : starts) {
            Instant next = starts.higher(start);
            Instant end = next == null ? query.to() : next;
            Totals totals = report.parts().getOrDefault(start, Totals.NOTHING);
            Map<String, Measures> byStatus = totals.by(Dimension.STATUS);
            buckets.add(new Bucket(
                    start.isBefore(query.from()) ? query.from() : start,
                    end,
                    !end.isAfter(report.asOf()),
                    Share.of(totals.total()),
                    UsageSummary.calls(byStatus),
                    UsageSummary.successRate(byStatus),
                    UsageSummary.Percentiles.of(totals.times().processing()),
                    groups(query, report.groups().getOrDefault(start, Map.of()))));
        }
        return buckets;
    }

    private static List<Group> groups(UsageQuery query, Map<List<String>, Measures> groups) {
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().equals(Measures.ZERO))
                .sorted(Comparator.comparingLong((Map.Entry<List<String>, Measures> group) ->
                                -group.getValue().microUsd())
                        .thenComparing(group -> group.getKey().toString()))
                .map(group -> new Group(named(query.groupBy(), group.getKey()), Share.of(group.getValue())))
                .toList();
    }

    private static Map<String, String> named(List<String> names, List<String> values) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), values.get(i));
        }
        return named;
    }
}
