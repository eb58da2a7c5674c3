package klinggateway.forecast;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * What is usual: how much in a week, whether that rises or falls, and how a week falls upon its days.
 */
final class Fit {

    static final int WEEK = 7;

    /** No trend goes on for good: of each week's rise, so much is left in the next. */
    private static final double DAMPING = 0.92;

    /** Weeks that tell the level, but for the highest and the lowest; what is older is out of date. */
    private static final int RECENT = 8;

    /** Weeks whose days are all the same that are taken to have been there, too, lest a few weeks' chance become a habit. */
    private static final int EVEN_WEEKS = 2;

    private final LocalDate first;
    private final int days;

    /** Of a week, in the middle of the last one. */
    private final double level;

    /** By which a week is more than the one before, if that is clear. */
    private final double slope;

    /** Of a week, that fall upon its days from Monday on; together 1. */
    private final double[] shares;

    private Fit(LocalDate first, int days, double level, double slope, double[] shares) {
        this.first = first;
        this.days = days;
        this.level = level;
        this.slope = slope;
        this.shares = shares;
    }

    /** @param values one for each day from {@code first} on, at least a week of them */
    static Fit of(LocalDate first, double[] values) {
        double[] weeks = weeks(values);
        double slope = Robust.slope(weeks);
        int recent = Math.min(RECENT, weeks.length);
        double[] levels = new double[recent];
        for (int back = 0; back < recent; back++) {
            levels[back] = weeks[weeks.length - 1 - back] + slope * back;
        }
        return new Fit(first, values.length, Robust.trimmedMean(levels), slope, shares(first, values, weeks));
    }

    /** What is usual on a day, counted from the first; of the days ahead, what is to be expected. */
    double on(int day) {
        double weeksLater = (day - (days - 1 - WEEK / 2)) / (double) WEEK;
        double rises = weeksLater <= 0 ? weeksLater : DAMPING * (1 - Math.pow(DAMPING, weeksLater)) / (1 - DAMPING);
        return Math.max(0, level + slope * rises) * shares[weekday(first, day)];
    }

    /** The slope as a part of the level. */
    double trend() {
        return level > 0 ? slope / level : 0;
    }

    /** Sums of the weeks that end with the last value, the oldest first. */
    private static double[] weeks(double[] values) {
        double[] weeks = new double[values.length / WEEK];
        int begin = values.length % WEEK;
        for (int day = begin; day < values.length; day++) {
            weeks[(day - begin) / WEEK] += values[day];
        }
        return weeks;
    }

    private static double[] shares(LocalDate first, double[] values, double[] weeks) {
        double[][] ofDay = new double[WEEK][weeks.length];
        int[] found = new int[WEEK];
        int begin = values.length % WEEK;
        for (int day = begin; day < values.length; day++) {
            double week = weeks[(day - begin) / WEEK];
            if (week > 0) {
                int weekday = weekday(first, day);
                ofDay[weekday][found[weekday]++] = values[day] / week;
            }
        }
        double[] shares = new double[WEEK];
        for (int weekday = 0; weekday < WEEK; weekday++) {
            double mean = Robust.trimmedMean(Arrays.copyOf(ofDay[weekday], found[weekday]));
            shares[weekday] = Math.max(0, mean * found[weekday]) + EVEN_WEEKS / (double) WEEK;
        }
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private static int weekday(LocalDate first, int day) {
        return (first.getDayOfWeek().getValue() - 1 + day) % WEEK;
    }
}
