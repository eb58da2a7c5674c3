package klinggateway.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up use of a team, day by day, the same for the same seed: what has been, today, and what came of the days after. */
enum PastUse {
    /** The same each day, but for chance. */
    STEADY,
    /** Little on weekends. */
    WEEKLY,
    /** Weekly, and four percent more each week. */
    GROWTH,
    /** Weekly, with one day in the last four weeks on which ten times as much was made. */
    BATCH,
    /** Nothing for weeks, then weekly. */
    IDLE_THEN_BUSY,
    /** Weekly, with a week or so off that ended lately. */
    HOLIDAY;

    /** Weeks that can be looked back at, as the gateway does. */
    static final int PAST = 84;

    static final int AHEAD = 30;

    private static final LocalDate BEGIN = LocalDate.parse("2026-08-31");
    private static final double[] WORKWEEK = {1, 1.1, 1.1, 1.05, 0.9, 0.25, 0.15};
    private static final int[] PRICES = {140_000, 210_000, 350_000, 420_000, 700_000, 1_400_000};

    /** {@link #PAST} days, today, and {@link #AHEAD} days. Each day has a mood, and so has each week. */
    List<DailyUse> days(long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ name().hashCode());
        LocalDate first = BEGIN.plusDays(random.nextInt(7));
        int batch = PAST - 1 - random.nextInt(28);
        int off = PAST - 3 - random.nextInt(14);
        int daysOff = 6 + random.nextInt(5);
        int idle = 20 + random.nextInt(36);
        double usual = 15 + random.nextInt(60);
        double week = 1;
        List<DailyUse> days = new ArrayList<>();
        for (int day = 0; day < PAST + 1 + AHEAD; day++) {
            LocalDate date = first.plusDays(day);
            if (day == 0 || date.getDayOfWeek() == DayOfWeek.MONDAY) {
                week = Math.exp(0.12 * random.nextGaussian());
            }
            double mood = week * Math.exp(0.3 * random.nextGaussian());
            double wanted = switch (this) {
                case STEADY -> 1;
                case WEEKLY -> weekly(date);
                case GROWTH -> weekly(date) * Math.pow(1.04, day / 7.0);
                case BATCH -> day == batch ? 10 : weekly(date);
                case IDLE_THEN_BUSY -> day < idle ? 0 : weekly(date);
                case HOLIDAY -> day > off - daysOff && day <= off ? 0.03 : weekly(date);
            };
            days.add(day(date, poisson(usual * wanted * mood, random), random));
        }
        return days;
    }

    private static double weekly(LocalDate date) {
        return WORKWEEK[date.getDayOfWeek().getValue() - 1];
    }

    private static DailyUse day(LocalDate date, int calls, SplittableRandom random) {
        long microUsd = 0;
        for (int call = 0; call < calls; call++) {
            microUsd += PRICES[random.nextInt(PRICES.length)];
        }
        return new DailyUse(date, microUsd, calls);
    }

    /** As near as makes no difference, where it is many. */
    private static int poisson(double mean, SplittableRandom random) {
        if (mean > 30) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        int count = 0;
        for (double left = random.nextDouble(); left > Math.exp(-mean); left *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
