package klinggateway.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import klinggateway.forecast.Estimate;
import klinggateway.forecast.Forecast;
import klinggateway.forecast.Forecast.Ahead;
import klinggateway.forecast.Forecast.Expected;
import klinggateway.forecast.Forecast.TooLittle;
import klinggateway.forecast.Forecast.UsedUp;
import klinggateway.forecast.History;
import klinggateway.http.Query;
import klinggateway.job.Budget;
import klinggateway.keys.BudgetLimit;
import klinggateway.report.Past;
import klinggateway.report.UsageQuery;
import klinggateway.usage.Money;

/**
 * What use will come to.
 *
 * @param enough whether there is enough to go by
 * @param reason why not
 * @param month the whole month, with what was used of it so far
 * @param next7Days the whole days after today
 * @param days what is left of today, and each of the next 30 days; none if there is not enough
 * @param weeks what is left of this week, and the weeks after it that end within 30 days; none if there is not enough
 * @param budgets of the one key that it is about
 * @param asOf where the past ends and the future begins
 */
record ForecastAnswer(
        boolean enough,
        Optional<String> reason,
        Optional<Horizon> month,
        Optional<Horizon> next7Days,
        Optional<Horizon> next30Days,
        List<OneDay> days,
        List<Horizon> weeks,
        List<BudgetView> budgets,
        String method,
        Basis history,
        Instant asOf) {

    private static final int DAYS = 30;

    private static final String METHOD =
            "What is usual is taken from weeks: the mean of the last eight but for the highest"
                    + " and the lowest, each week's rise or fall where that is clear (Theil and Sen; Mann and Kendall), of which"
                    + " 92 % is left in each week to come, and each weekday's share. Single days of more than five times as much"
                    + " as usual, and breaks that are over, count as usual days. In four of five cases it is between low and"
                    + " high: weeks of differences from what is usual are drawn again and again to make other pasts, which are"
                    + " forecast and continued likewise.";

    /**
     * What it goes by.
     *
     * @param days the days since the first use, or since the last long pause
     * @param weeklyTrend by which part a week costs more than the one before
     */
    record Basis(
            LocalDate firstDay,
            LocalDate today,
            String timeZone,
            Set<String> apiKeys,
            Map<String, Set<String>> filters,
            Optional<LocalDate> since,
            Optional<Integer> days,
            int daysWithUse,
            List<LocalDate> unusualDays,
            Optional<BigDecimal> weeklyTrend,
            String inWords) {}

    record Horizon(LocalDate firstDay, LocalDate lastDay, Cost cost, Calls calls) {

        static Horizon of(Expected expected) {
            return new Horizon(
                    expected.first(), expected.last(), Cost.of(expected.microUsd()), Calls.of(expected.calls()));
        }
    }

    /** One day by itself. */
    record OneDay(LocalDate date, Cost cost, Calls calls) {

        static OneDay of(Expected expected) {
            return new OneDay(expected.first(), Cost.of(expected.microUsd()), Calls.of(expected.calls()));
        }
    }

    /** Texts are in whole cents. */
    record Cost(String expected, long expectedMicroUsd, String low, long lowMicroUsd, String high, long highMicroUsd) {

        static Cost of(Estimate microUsd) {
            return new Cost(
                    Money.wholeCents(microUsd.expected()),
                    microUsd.expected(),
                    Money.wholeCents(microUsd.low()),
                    microUsd.low(),
                    Money.wholeCents(microUsd.high()),
                    microUsd.high());
        }
    }

    record Calls(long expected, long low, long high) {

        static Calls of(Estimate calls) {
            return new Calls(calls.expected(), calls.low(), calls.high());
        }
    }

    /**
     * A budget, and how long it will last.
     *
     * @param resetAt when the next month begins
     * @param outlook {@code usedUp}, {@code runsOut}, {@code mayRunOut}, {@code lasts}, or {@code unknown}
     * @param usedUpOn when that is expected
     * @param usedUpFrom when it comes to that in one of ten cases
     * @param until the last day that was looked at
     * @param atReset what will have been spent and reserved of a month's budget when the next month begins; more than the limit if
     *     nothing stopped it
     */
    record BudgetView(
            String period,
            String limit,
            long limitMicroUsd,
            String spent,
            long spentMicroUsd,
            String reserved,
            long reservedMicroUsd,
            Optional<Instant> resetAt,
            String outlook,
            Optional<LocalDate> usedUpOn,
            Optional<LocalDate> usedUpFrom,
            Optional<LocalDate> until,
            Optional<Cost> atReset) {

        static BudgetView of(Budget budget, BudgetLimit most, Forecast forecast, Past past) {
            long limit = most.microUsd();
            long left = budget.leftOf(limit);
            LocalDate last = most.resetAt()
                    .map(end -> past.date(end.minusMillis(1)))
                    .orElse(past.today().plusDays(Forecast.AHEAD));
            Optional<UsedUp> usedUp = forecast instanceof Ahead ahead && left > 0
                    ? Optional.of(ahead.usedUp(left, last))
                    : Optional.empty();
            return new BudgetView(
                    budget.period(),
                    Money.dollars(limit),
                    limit,
                    Money.dollars(budget.spentMicroUsd()),
                    budget.spentMicroUsd(),
                    Money.dollars(budget.reservedMicroUsd()),
                    budget.reservedMicroUsd(),
                    most.resetAt(),
                    left <= 0 ? "usedUp" : usedUp.map(BudgetView::word).orElse("unknown"),
                    usedUp.flatMap(UsedUp::expected),
                    usedUp.flatMap(UsedUp::earliest),
                    usedUp.map(UsedUp::until),
                    most.resetAt().isPresent() && forecast instanceof Ahead ahead
                            ? Optional.of(Cost.of(ahead.until(last).plus(limit - left)))
                            : Optional.empty());
        }

        private static String word(UsedUp usedUp) {
            if (usedUp.expected().isPresent()) {
                return "runsOut";
            }
            return usedUp.earliest().isPresent() ? "mayRunOut" : "lasts";
        }
    }

    static ForecastAnswer of(UsageQuery query, Forecast forecast, List<BudgetView> budgets, Past past) {
        return switch (forecast) {
            case TooLittle little ->
                new ForecastAnswer(
                        false,
                        Optional.of(reason(little)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        budgets,
                        METHOD,
                        basis(query, past, Optional.empty(), little.days(), reason(little)),
                        past.asOf());
            case Ahead ahead ->
                new ForecastAnswer(
                        true,
                        Optional.empty(),
                        Optional.of(Horizon.of(ahead.month())),
                        Optional.of(Horizon.of(ahead.next(7))),
                        Optional.of(Horizon.of(ahead.next(DAYS))),
                        ahead.each(DAYS).stream().map(OneDay::of).toList(),
                        ahead.weeks(DAYS).stream().map(Horizon::of).toList(),
                        budgets,
                        METHOD,
                        basis(query, past, Optional.of(ahead), ahead.daysWithUse(), inWords(ahead)),
                        past.asOf());
        };
    }

    private static Basis basis(UsageQuery query, Past past, Optional<Ahead> ahead, int daysWithUse, String inWords) {
        Map<String, Set<String>> filters = new TreeMap<>();
        query.filter().values().forEach((dimension, values) -> filters.put(dimension.word(), values));
        return new Basis(
                past.date(query.from()),
                past.today(),
                Query.nameOf(query.zone()),
                query.keyIds(),
                filters,
                ahead.map(Ahead::since),
                ahead.map(Ahead::days),
                daysWithUse,
                ahead.map(Ahead::unusual).orElse(List.of()),
                ahead.map(known -> BigDecimal.valueOf(known.trend()).setScale(3, RoundingMode.HALF_EVEN)),
                inWords);
    }

    private static String reason(TooLittle little) {
        String needed = "At least " + History.NEEDED + " days with use are needed, and what was before a pause of "
                + History.PAUSE + " days does not count";
        return little.lastUse()
                .map(last -> little.days() == 0
                        ? needed + "; nothing was used after " + last
                        : needed + "; there are " + little.days() + ", up to " + last)
                .orElse(needed + "; nothing was used in " + Past.DAYS + " days");
    }

    private static String inWords(Ahead ahead) {
        StringBuilder words = new StringBuilder();
        words.append("Of ").append(ahead.days()).append(" days since ").append(ahead.since());
        words.append(", ").append(ahead.daysWithUse()).append(" had use. ");
        if (!ahead.unusual().isEmpty()) {
            words.append(ahead.unusual().size()).append(" of them are counted as usual days. ");
        }
        long percent = Math.round(100 * ahead.trend());
        return words.append(
                        percent == 0
                                ? "No clear rise or fall."
                                : "A week costs about " + Math.abs(percent) + " % " + (percent > 0 ? "more" : "less")
                                        + " than the one before.")
                .toString();
    }
}
