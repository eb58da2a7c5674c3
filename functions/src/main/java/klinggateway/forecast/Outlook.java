package klinggateway.forecast;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What one series comes to in the days ahead. How far that may be off is taken from how far days were off what is usual: weeks
 * of such differences, drawn by chance, make other pasts that could have been, each is forecast anew, and others continue it.
 * Chance is the same each time, so that the same past is always told the same.
 */
final class Outlook {

    private static final int DRAWS = 400;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    /** Differences from what was fitted to them are smaller than those to come: by two numbers, a level and a slope. */
    private static final int FITTED = 4;

    private static final double WIDEST = 2;

    private final Fit fit;

    /** Sums from now to the end of each day, the first one today's. */
    private final double[] expected;

    private final double[][] drawn;

    private Outlook(Fit fit, double[] expected, double[][] drawn) {
        this.fit = fit;
        this.expected = expected;
        this.drawn = drawn;
    }

    /**
     * @param first the day of the first value
     * @param values one for each whole day up to yesterday
     * @param left how much of today is left, from 0 to 1
     * @param ahead how many days after today
     */
    static Outlook of(LocalDate first, double[] values, double left, int ahead) {
        Fit fit = Fit.of(first, values);
        double weeks = values.length / (double) Fit.WEEK;
        double wider = weeks > FITTED ? Math.min(WIDEST, Math.sqrt(weeks / (weeks - FITTED))) : WIDEST;
        double[] off = new double[values.length];
        for (int day = 0; day < values.length; day++) {
            off[day] = (values[day] - fit.on(day)) * wider;
        }
        SplittableRandom random = new SplittableRandom(values.length);
        double[][] drawn = new double[ahead + 1][DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] past = weeksOf(off, values.length, random);
            for (int day = 0; day < past.length; day++) {
                past[day] += fit.on(day);
            }
            Fit other = Fit.of(first, past);
            double[] later = weeksOf(off, ahead + 1, random);
            double sum = 0;
            for (int day = 0; day <= ahead; day++) {
                int place = values.length + day;
                double share = day == 0 ? left : 1;
                sum += share * (2 * fit.on(place) - other.on(place) + later[day]);
                drawn[day][draw] = sum;
            }
        }
        double[] expected = new double[ahead + 1];
        double sum = 0;
        for (int day = 0; day <= ahead; day++) {
            sum += (day == 0 ? left : 1) * fit.on(values.length + day);
            expected[day] = sum;
        }
        return new Outlook(fit, expected, drawn);
    }

    /** By which part a week is usually more than the one before. */
    double trend() {
        return fit.trend();
    }

    /** From now to the end of the day so many days ahead. */
    Estimate until(int day) {
        return estimate(expected[day], drawn[day]);
    }

    /** The whole days after today, so many. */
    Estimate ofDays(int days) {
        double[] sums = new double[DRAWS];
        Arrays.setAll(sums, draw -> drawn[days][draw] - drawn[0][draw]);
        return estimate(expected[days] - expected[0], sums);
    }

    /** In how many days, up to {@code last}, the sum from now is expected to come to {@code amount}. */
    OptionalInt reaches(long amount, int last) {
        return IntStream.rangeClosed(0, last)
                .filter(day -> until(day).expected() >= amount)
                .findFirst();
    }

    /** The same where it is as high as in one of ten cases. */
    OptionalInt mayReach(long amount, int last) {
        return IntStream.rangeClosed(0, last)
                .filter(day -> until(day).high() >= amount)
                .findFirst();
    }

    private static Estimate estimate(double expected, double[] sums) {
        double low = Math.clamp(Robust.quantile(sums, LOW), 0, expected);
        double high = Math.max(Robust.quantile(sums, HIGH), expected);
        return new Estimate(Math.round(expected), Math.round(low), Math.round(high));
    }

    /** Weeks out of {@code off}, beginning anywhere, one after the other. */
    private static double[] weeksOf(double[] off, int length, SplittableRandom random) {
        double[] drawn = new double[length];
        for (int begin = 0; begin < length; begin += Fit.WEEK) {
            int from = random.nextInt(off.length - Fit.WEEK + 1);
            System.arraycopy(off, from, drawn, begin, Math.min(Fit.WEEK, length - begin));
        }
        return drawn;
    }
}
