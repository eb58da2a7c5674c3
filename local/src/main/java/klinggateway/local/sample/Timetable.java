package klinggateway.local.sample;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** When orders come: more each week, least at weekends, by day or by night. In UTC, as the dashboard's days are. */
final class Timetable {

    static final int DAYS = 60;

    private static final double WEEKEND = 0.3;
    private static final double GROWTH = 1.2;

    private final Instant now;
    private final Draw<Integer> byDay;
    private final Draw<Integer> byNight;

    Timetable(Instant now) {
        this.now = now;
        this.byDay = hours(hour ->
                0.08 + Math.exp(-Math.pow((hour - 10.5) / 2.2, 2)) + 0.8 * Math.exp(-Math.pow((hour - 15) / 2.4, 2)));
        this.byNight = hours(hour -> hour == 2 || hour == 3 ? 1 : 0.02);
    }

    Instant next(boolean nightly, Random random) {
        int hoursAgo = (nightly ? byNight : byDay).next(random);
        return now.minus(Duration.ofHours(hoursAgo)).minusMillis(random.nextInt(3_600_000));
    }

    /** A moment of the last hour, however quiet it is. */
    Instant justNow(Random random) {
        return now.minusMillis(random.nextInt(3_600_000));
    }

    private Draw<Integer> hours(IntToDoubleFunction ofDay) {
        return new Draw<>(IntStream.range(0, DAYS * 24).boxed().toList(), hoursAgo -> weight(hoursAgo, ofDay));
    }

    private double weight(int hoursAgo, IntToDoubleFunction ofDay) {
        ZonedDateTime time = now.minus(Duration.ofHours(hoursAgo)).atZone(ZoneOffset.UTC);
        boolean isWeekend = time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
        double growth = 1 + GROWTH * (1 - hoursAgo / (DAYS * 24.0));
        return ofDay.applyAsDouble(time.getHour()) * growth * (isWeekend ? WEEKEND : 1);
    }
}
