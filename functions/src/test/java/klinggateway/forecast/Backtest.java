package klinggateway.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How far forecasts of made-up use would have been off, beside what anybody would do without one: the last week once more, and a
 * straight line by least squares through the same days. Errors are parts of what it really came to.
 *
 * @param forecast the mean error
 * @param lastWeek the mean error of the last week once more
 * @param line the mean error of the straight line
 * @param within how often it came to something between low and high
 */
record Backtest(double forecast, double lastWeek, double line, double within) {

    /** @param horizon how many days after today, which is nearly over */
    static Backtest of(PastUse use, LongStream seeds, int horizon) {
        return mean(seeds.mapToObj(seed -> one(use.days(seed), horizon)).toList());
    }

    static Backtest mean(List<Backtest> all) {
        return new Backtest(
                all.stream().mapToDouble(Backtest::forecast).average().orElseThrow(),
                all.stream().mapToDouble(Backtest::lastWeek).average().orElseThrow(),
                all.stream().mapToDouble(Backtest::line).average().orElseThrow(),
                all.stream().mapToDouble(Backtest::within).average().orElseThrow());
    }

    private static Backtest one(List<DailyUse> days, int horizon) {
        List<DailyUse> past = days.subList(0, PastUse.PAST);
        History history = new History(past, days.get(PastUse.PAST), 0);
        List<DailyUse> later = days.subList(PastUse.PAST + 1, PastUse.PAST + 1 + horizon);
        double actual = Arrays.stream(values(later)).sum();
        Estimate told = ((Forecast.Ahead) Forecast.of(history)).next(horizon).microUsd();
        double[] lively = values(history.lively());
        return new Backtest(
                Math.abs(told.expected() - actual) / actual,
                Math.abs(lastWeek(lively, horizon) - actual) / actual,
                Math.abs(line(lively, horizon) - actual) / actual,
                told.low() <= actual && actual <= told.high() ? 1 : 0);
    }

    private static double lastWeek(double[] values, int horizon) {
        double sum = 0;
        for (int day = 0; day < horizon; day++) {
            sum += values[values.length - 7 + (day + 1) % 7];
        }
        return sum;
    }

    private static double line(double[] values, int horizon) {
        double middle = (values.length - 1) / 2.0;
        double mean = Arrays.stream(values).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int day = 0; day < values.length; day++) {
            products += (day - middle) * (values[day] - mean);
            squares += (day - middle) * (day - middle);
        }
        double sum = 0;
        for (int day = 0; day < horizon; day++) {
            sum += Math.max(0, mean + products / squares * (values.length + 1 + day - middle));
        }
        return sum;
    }

    private static double[] values(List<DailyUse> days) {
        return days.stream().mapToDouble(DailyUse::microUsd).toArray();
    }
}
