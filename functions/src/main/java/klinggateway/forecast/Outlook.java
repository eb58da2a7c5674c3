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

    private static final int LIKE_OTHERS = 2;

    private final Fit fit;

    /** Sums from now to the end of each day, the first one today's. */
    private final double[] expected;

    private final double[][] drawn;

    /** Of each day by itself. */
    private final double[][] single;

    private Outlook(Fit fit, double[] expected, double[][] drawn, double[][] single) {
        this.fit = fit;
        this.expected = expected;
        this.drawn = drawn;
        this.single = single;
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
        double[] usual = usual(off);
        SplittableRandom random = new SplittableRandom(values.length);
        double[][] drawn = new double[ahead + 1][DRAWS];
        double[][] single = new double[ahead + 1][DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] past = weeksOf(off, values.length, random);
            for (int day = 0; day < past.length; day++) {
                past[day] += fit.on(day);
            }
            Fit other = Fit.of(first, past);
            int[] later = places(off.length, ahead + 1, random);
            double sum = 0;
            for (int day = 0; day <= ahead; day++) {
                int place = values.length + day;
                double share = day == 0 ? left : 1;
                double differs = off[later[day]];
                double level = 2 * fit.on(place) - other.on(place);
                sum += share * (level + differs);
                drawn[day][draw] = sum;
                // Of a sum it does not matter which of its days differ by how much; of a single day it does.
                double ofWeekday = usual[place % Fit.WEEK] / usual[later[day] % Fit.WEEK];
                single[day][draw] = share * (level + differs * ofWeekday);
            }
        }
        double[] expected = new double[ahead + 1];
        double sum = 0;
        for (int day = 0; day <= ahead; day++) {
            sum += (day == 0 ? left : 1) * fit.on(values.length + day);
            expected[day] = sum;
        }
        return new Outlook(fit, expected, drawn, single);
    }

    /** By which part a week is usually more than the one before. */
    double trend() {
        return fit.trend();
    }

    /** From now to the end of the day so many days ahead. */
    Estimate until(int day) {
        return estimate(expected[day], drawn[day]);
    }

    /**
     * One day by itself, the first one what is left of today. What is expected is rounded such that the days after today add up
     * to {@link #ofDays} exactly.
     */
    Estimate ofDay(int day) {
        return estimate((double) upTo(day) - (day == 0 ? 0 : upTo(day - 1)), single[day]);
    }

    /**
     * The days from {@code first} to {@code last} ahead together, 0 being what is left of today. What is expected is what the single
     * days add up to; between what it will be is not, as not all of them are low at once.
     */
    Estimate ofDays(int first, int last) {
        double[] sums = new double[DRAWS];
        Arrays.setAll(sums, draw -> drawn[last][draw] - (first == 0 ? 0 : drawn[first - 1][draw]));
        return estimate((double) upTo(last) - (first == 0 ? 0 : upTo(first - 1)), sums);
    }

    /** What is expected from now to the end of a day, in whole numbers that single days add up to. */
    private long upTo(int day) {
        return Math.round(expected[0]) + Math.round(expected[day] - expected[0]);
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

    /**
     * How far each of the seven weekdays, the first day's first, is usually off: a day that is always little differs by little. A
     * few weeks tell that by half only, so each is taken for a day like all others for some weeks more.
     */
    private static double[] usual(double[] off) {
        double mean = Arrays.stream(off).map(Math::abs).average().orElse(0);
        double[] usual = new double[Fit.WEEK];
        for (int weekday = 0; weekday < Fit.WEEK; weekday++) {
            double sum = LIKE_OTHERS * mean;
            int days = LIKE_OTHERS;
            for (int day = weekday; day < off.length; day += Fit.WEEK) {
                sum += Math.abs(off[day]);
                days++;
            }
            usual[weekday] = sum > 0 ? sum / days : 1;
        }
        return usual;
    }

    /** Weeks out of {@code off}, beginning anywhere, one after the other. */
    private static double[] weeksOf(double[] off, int length, SplittableRandom random) {
        return Arrays.stream(places(off.length, length, random))
                .mapToDouble(place -> off[place])
                .toArray();
    }

    /** Where these are. */
    private static int[] places(int of, int length, SplittableRandom random) {
        int[] places = new int[length];
        for (int begin = 0; begin < length; begin += Fit.WEEK) {
            int from = random.nextInt(of - Fit.WEEK + 1);
            for (int day = begin; day < Math.min(begin + Fit.WEEK, length); day++) {
                places[day] = from + day - begin;
            }
        }
        return places;
    }
}
