package klinggateway.analytics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import klinggateway.http.JobError;
import klinggateway.job.Job;
import klinggateway.job.Pool;
import klinggateway.usage.Cube;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;
import klinggateway.usage.UsageReader.Usage;

/**
 * Usage of a range, added up and broken down.
 *
 * @param asOf everything that happened before it is in
 */
record UsageAnswer(Range range, Summary summary, Breakdown breakdown, List<RecentJob> recentActivity, Instant asOf) {

    private static final Duration FRESH = Duration.ofSeconds(5);

    record Range(Instant timeStart, Instant timeEnd, Optional<String> apiKey, String productType) {}

    /**
     * @param totalUnitsDeduced all pools' units added up
     * @param callsByStatus jobs by what became of them
     * @param averageProcessingTime in milliseconds, of the jobs that Kling has finished
     */
    record Summary(
            long totalCalls,
            BigDecimal totalUnitsDeduced,
            Map<String, BigDecimal> unitsByPool,
            String totalCost,
            long totalCostMicroUsd,
            Map<String, Long> callsByStatus,
            Optional<Long> averageProcessingTime,
            boolean realTimeUpdates,
            boolean instantDataDisplay) {}

    record Breakdown(Map<String, Share> byModel, Map<String, Share> byDuration, List<Day> byDay) {}

    record Share(long calls, BigDecimal units, String cost, long costMicroUsd) {

        static Share of(Measures measures) {
            return new Share(
                    measures.calls(),
                    Money.units(measures.milliUnits()),
                    Money.dollars(measures.microUsd()),
                    measures.microUsd());
        }
    }

    record Day(String date, long calls, BigDecimal units, String cost, long costMicroUsd) {}

    /** @param processingTime in milliseconds */
    record RecentJob(
            String taskId,
            String jobId,
            String apiKey,
            String kind,
            String productType,
            String model,
            String mode,
            int duration,
            String status,
            Instant createdAt,
            Optional<Instant> completedAt,
            Optional<Long> processingTime,
            BigDecimal units,
            String cost,
            boolean settled,
            Optional<String> error) {

        static RecentJob of(Job job) {
            return new RecentJob(
                    job.id().decimal(),
                    job.id().text(),
                    job.keyId(),
                    job.order().kind(),
                    job.order().productType(),
                    job.order().model(),
                    job.order().mode(),
                    job.order().seconds(),
                    job.state().word(),
                    job.createdAt(),
                    job.ending().flatMap(Job.Ending::completedAt),
                    job.ending().flatMap(Job.Ending::processing).map(Duration::toMillis),
                    Money.units(job.charge().milliUnits()),
                    Money.dollars(job.charge().microUsd()),
                    job.charge().settled(),
                    job.ending()
                            .flatMap(Job.Ending::failure)
                            .map(failure -> JobError.of(failure).message()));
        }
    }

    static UsageAnswer of(UsageQuery query, Usage<Cube> usage, List<Job> recent, Instant now) {
        Map<Instant, Cube> days = new TreeMap<>();
        usage.parts().forEach((day, cube) -> days.put(day, selected(cube, query)));
        Cube total = Cube.sum(days.values());
        boolean isFresh = Duration.between(usage.asOf(), now).compareTo(FRESH) < 0;
        return new UsageAnswer(
                new Range(
                        query.from(),
                        query.to(),
                        query.keyId(),
                        query.productType().orElse("all")),
                summary(total, isFresh),
                new Breakdown(shares(total.by(Dimension.MODEL)), shares(total.by(Dimension.DURATION)), days(days)),
                recent.stream().map(RecentJob::of).toList(),
                usage.asOf());
    }

    private static Cube selected(Cube cube, UsageQuery query) {
        return query.productType()
                .map(type -> cube.where(new Filter(Map.of(Dimension.PRODUCT_TYPE, Set.of(type)))))
                .orElse(cube);
    }

    private static Summary summary(Cube total, boolean isFresh) {
        Measures all = total.total();
        Map<String, BigDecimal> unitsByPool = new TreeMap<>();
        for (Pool pool : Pool.values()) {
            Measures ofPool = total.by(Dimension.POOL).getOrDefault(pool.word(), Measures.ZERO);
            unitsByPool.put(pool.word(), Money.units(ofPool.milliUnits()));
        }
        Map<String, Long> byStatus = new TreeMap<>();
        total.by(Dimension.STATUS).forEach((status, measures) -> byStatus.put(status, measures.calls()));
        return new Summary(
                all.calls(),
                Money.units(all.milliUnits()),
                unitsByPool,
                Money.dollars(all.microUsd()),
                all.microUsd(),
                byStatus,
                all.timed() > 0 ? Optional.of(all.processingMs() / all.timed()) : Optional.empty(),
                isFresh,
                isFresh);
    }

    private static Map<String, Share> shares(Map<String, Measures> sums) {
        Map<String, Share> shares = new TreeMap<>();
        sums.forEach((name, measures) -> shares.put(name, Share.of(measures)));
        return shares;
    }

    private static List<Day> days(Map<Instant, Cube> days) {
        return days.entrySet().stream()
                .map(entry -> {
                    Share share = Share.of(entry.getValue().total());
                    String date = entry.getKey().toString().substring(0, 10);
                    return new Day(date, share.calls(), share.units(), share.cost(), share.costMicroUsd());
                })
                .toList();
    }
}
