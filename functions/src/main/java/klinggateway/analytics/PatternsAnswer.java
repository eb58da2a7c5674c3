package klinggateway.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import klinggateway.analytics.UsageSummary.Percentiles;
import klinggateway.http.Query;
import klinggateway.job.Pool;
import klinggateway.pattern.Change;
import klinggateway.pattern.Change.Verdict;
import klinggateway.pattern.DayHour;
import klinggateway.pattern.Pace;
import klinggateway.pattern.Patterns;
import klinggateway.pattern.Peak;
import klinggateway.pattern.PoolHour;
import klinggateway.pattern.WeekHour;
import klinggateway.report.UsageQuery;
import klinggateway.usage.Histogram;
import klinggateway.usage.Money;

/**
 * When there is work, when jobs wait, and whether models get slower.
 *
 * @param hourOfWeek the 168 hours, from Monday at midnight on
 * @param waitingByHour the 24 hours of a day; none where waiting is not known
 * @param concurrency of the pools that had any job at Kling
 * @param timeToComplete of the models that were used most; none where that is not known
 */
record PatternsAnswer(
        Range range,
        List<String> inWords,
        List<WeekHourView> hourOfWeek,
        List<WaitingView> waitingByHour,
        List<ConcurrencyView> concurrency,
        List<PaceView> timeToComplete,
        String method,
        Instant asOf) {

    private static final int DIGITS = 4;

    private static final String METHOD =
            "Jobs and estimates count in the hour of the order, what changes them later in the hour of that change, waiting and"
                    + " processing in the hour in which the job ended. A job waited noticeably if that was longer than 59"
                    + " seconds. A peak of concurrency is the most slots that were in use at one moment of an hour of UTC, of all keys together;"
                    + " it counts in that hour of the day in which the middle of the hour lies, and is not told with a filter or of a"
                    + " single key. A mean of concurrency is processing time divided by time (Little's law)."
                    + " A model is slower or faster if its jobs of the last seven days took at least"
                    + " 1.2 times as long or as short as jobs of the same mode before (up to 1.6 times where all of them take about"
                    + " the same time), and if the means of days differ by more than 3.5 standard errors.";

    record Range(
            Instant timeStart,
            Instant timeEnd,
            String timeZone,
            Set<String> apiKeys,
            Map<String, Set<String>> filters) {

        static Range of(UsageQuery query) {
            Map<String, Set<String>> filters = new TreeMap<>();
            query.filter().values().forEach((dimension, values) -> filters.put(dimension.word(), values));
            return new Range(query.from(), query.to(), Query.nameOf(query.zone()), query.keyIds(), filters);
        }
    }

    /**
     * @param hours how many such hours were in the range
     * @param calls in all of them
     */
    record WeekHourView(String weekday, int hour, BigDecimal hours, long calls, String cost, long costMicroUsd) {

        static WeekHourView of(WeekHour hour) {
            return new WeekHourView(
                    hour.weekday().name().toLowerCase(Locale.ROOT),
                    hour.hour(),
                    decimal(hour.hours()),
                    hour.used().calls(),
                    Money.dollars(hour.used().microUsd()),
                    hour.used().microUsd());
        }
    }

    /** @param noticeable the part of the jobs that waited noticeably */
    record WaitingView(int hour, long jobs, Optional<Percentiles> waitingTime, Optional<BigDecimal> noticeable) {

        static WaitingView of(DayHour hour) {
            return new WaitingView(
                    hour.hour(),
                    hour.jobs(),
                    Percentiles.of(hour.waiting()),
                    hour.jobs() == 0 ? Optional.empty() : Optional.of(decimal(hour.noticed())));
        }
    }

    /** @param peaksSince when the first hour began of which the peak is known */
    record ConcurrencyView(String pool, int limit, Optional<Instant> peaksSince, List<PoolHourView> byHour) {}

    /**
     * @param usual the mean of all such hours
     * @param hours whole hours
     * @param nearLimit how many of those had a mean of at least 0.8 of the limit
     * @param peak the most slots in use at one moment of any such hour
     * @param hoursWithPeak of how many such hours the peak is known
     * @param hoursAtLimit in how many of those all slots were in use
     */
    record PoolHourView(
            int hour,
            BigDecimal usual,
            int hours,
            int nearLimit,
            Optional<BigDecimal> busiest,
            Optional<Instant> busiestStart,
            Optional<Integer> peak,
            Optional<Instant> peakStart,
            Optional<Integer> hoursWithPeak,
            Optional<Integer> hoursAtLimit) {

        static PoolHourView of(PoolHour hour) {
            return new PoolHourView(
                    hour.hour(),
                    decimal(hour.usual()),
                    hour.hours(),
                    hour.nearLimit(),
                    hour.busiest().map(busiest -> decimal(busiest.mean())),
                    hour.busiest().map(PoolHour.Busiest::start),
                    hour.peak().highest().map(Peak.Highest::used),
                    hour.peak().highest().map(Peak.Highest::start),
                    hour.peak().highest().map(known -> hour.peak().hours()),
                    hour.peak().highest().map(known -> hour.peak().atLimit()));
        }
    }

    /** @param factor how many times as long as before the jobs of the last seven days took */
    record PaceView(
            String model,
            long jobs,
            Optional<Percentiles> processingTime,
            String change,
            Optional<BigDecimal> factor,
            String inWords,
            List<PeriodView> periods) {

        static PaceView of(Pace pace) {
            Change change = pace.change();
            return new PaceView(
                    pace.model(),
                    pace.took().total(),
                    Percentiles.of(pace.took()),
                    change.verdict().word(),
                    change.verdict() == Verdict.UNKNOWN ? Optional.empty() : Optional.of(decimal(change.factor())),
                    pace.inWords(),
                    pace.periods().stream().map(PeriodView::of).toList());
        }
    }

    record PeriodView(LocalDate firstDay, LocalDate lastDay, long jobs, Optional<Percentiles> processingTime) {

        static PeriodView of(Pace.Period period) {
            Histogram took = period.took();
            return new PeriodView(period.firstDay(), period.lastDay(), took.total(), Percentiles.of(took));
        }
    }

    static PatternsAnswer of(UsageQuery query, Patterns patterns, Map<Pool, Integer> limits, Instant asOf) {
        return new PatternsAnswer(
                Range.of(query),
                patterns.inWords(),
                patterns.week().stream().map(WeekHourView::of).toList(),
                patterns.waiting().stream().map(WaitingView::of).toList(),
                patterns.pools().entrySet().stream()
                        .map(pool -> new ConcurrencyView(
                                pool.getKey().word(),
                                limits.getOrDefault(pool.getKey(), 1),
                                Optional.ofNullable(patterns.peaksSince().get(pool.getKey())),
                                pool.getValue().stream().map(PoolHourView::of).toList()))
                        .toList(),
                patterns.paces().stream().map(PaceView::of).toList(),
                METHOD,
                asOf);
    }

    private static BigDecimal decimal(double value) {
        BigDecimal exact = BigDecimal.valueOf(value)
                .setScale(DIGITS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0, RoundingMode.UNNECESSARY) : exact;
    }
}
