package klinggateway.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import klinggateway.job.Pool;
import klinggateway.usage.Dimension;
import klinggateway.usage.Histogram;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;
import klinggateway.usage.Status;
import klinggateway.usage.Totals;

/**
 * Usage in a few numbers.
 *
 * @param totalUnitsDeduced all pools' units added up
 * @param totalCost what Kling has said it took, and of other jobs the estimate
 * @param estimatedCost what all of it was estimated at
 * @param settledCost the part of the cost that Kling has said it took
 * @param lostToFailures the part of the cost that went into jobs that failed
 * @param callsByStatus jobs by what became of them
 * @param successRate of the jobs that succeeded or failed, from 0 to 1
 * @param averageProcessingTime in milliseconds, of the jobs that Kling has finished
 * @param processingTime how long Kling took
 * @param waitingTime how long jobs waited until Kling had them
 */
record UsageSummary(
        long totalCalls,
        BigDecimal totalUnitsDeduced,
        Map<String, BigDecimal> unitsByPool,
        String totalCost,
        long totalCostMicroUsd,
        String estimatedCost,
        long estimatedCostMicroUsd,
        String settledCost,
        long settledCostMicroUsd,
        String lostToFailures,
        long lostToFailuresMicroUsd,
        long totalSeconds,
        Map<String, Long> callsByStatus,
        Optional<BigDecimal> successRate,
        Optional<Long> averageProcessingTime,
        Optional<Percentiles> processingTime,
        Optional<Percentiles> waitingTime,
        boolean realTimeUpdates,
        boolean instantDataDisplay) {

    private static final int RATE_DIGITS = 4;

    /** In milliseconds: half of the jobs took no longer than {@code p50}, and 95 of 100 no longer than {@code p95}. */
    record Percentiles(long p50, long p95) {

        static Optional<Percentiles> of(Histogram histogram) {
            return histogram
                    .percentile(0.5)
                    .flatMap(half ->
                            histogram.percentile(0.95).map(most -> new Percentiles(half.toMillis(), most.toMillis())));
        }
    }

    /** @param isFresh whether it holds everything up to a few seconds ago */
    static UsageSummary of(Totals totals, boolean isFresh) {
        Measures all = totals.total();
        Map<String, Measures> byStatus = totals.by(Dimension.STATUS);
        Measures failed = byStatus.getOrDefault(Status.FAILED.word(), Measures.ZERO);
        return new UsageSummary(
                all.calls(),
                Money.units(all.milliUnits()),
                unitsByPool(totals),
                Money.dollars(all.microUsd()),
                all.microUsd(),
                Money.dollars(all.estimatedMicroUsd()),
                all.estimatedMicroUsd(),
                Money.dollars(all.settledMicroUsd()),
                all.settledMicroUsd(),
                Money.dollars(failed.microUsd()),
                failed.microUsd(),
                all.seconds(),
                calls(byStatus),
                successRate(byStatus),
                average(all),
                Percentiles.of(totals.times().processing()),
                Percentiles.of(totals.times().waiting()),
                isFresh,
                isFresh);
    }

    static Optional<BigDecimal> successRate(Map<String, Measures> byStatus) {
        long succeeded =
                byStatus.getOrDefault(Status.SUCCEEDED.word(), Measures.ZERO).calls();
        long failed = byStatus.getOrDefault(Status.FAILED.word(), Measures.ZERO).calls();
        // A range that holds a job's end and not its order counts less than nothing as open, but never as these.
        return succeeded + failed <= 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(succeeded)
                        .divide(BigDecimal.valueOf(succeeded + failed), RATE_DIGITS, RoundingMode.HALF_EVEN));
    }

    static Optional<Long> average(Measures measures) {
        return measures.timed() > 0
                ? Optional.of(Duration.ofMillis(measures.processingMs())
                        .dividedBy(measures.timed())
                        .toMillis())
                : Optional.empty();
    }

    static Map<String, Long> calls(Map<String, Measures> byStatus) {
        Map<String, Long> calls = new TreeMap<>();
        byStatus.forEach((status, measures) -> calls.put(status, measures.calls()));
        return calls;
    }

    private static Map<String, BigDecimal> unitsByPool(Totals totals) {
        Map<String, BigDecimal> unitsByPool = new TreeMap<>();
        for (Pool pool : Pool.values()) {
            Measures ofPool = totals.by(Dimension.POOL).getOrDefault(pool.word(), Measures.ZERO);
            unitsByPool.put(pool.word(), Money.units(ofPool.milliUnits()));
        }
        return unitsByPool;
    }
}
