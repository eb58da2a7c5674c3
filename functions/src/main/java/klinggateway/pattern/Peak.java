package klinggateway.pattern;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The most slots of a pool that were in use at one moment in one of the 24 hours of a day, whoever used them.
 *
 * @param hours how many such hours are known
 * @param atLimit in how many of those all slots were in use
 * @param highest the first of them with the most slots in use, if any is known
 */
public record Peak(int hours, int atLimit, Optional<Highest> highest) {

    /** The hour of UTC with the most slots in use, and how many that were. */
    public record Highest(Instant start, int used) {}

    private static final Peak UNKNOWN = new Peak(0, 0, Optional.empty());

    /** Peaks are kept by hours of UTC. Where clocks are off by half an hour, one lies in two of the clocks' hours. */
    private static final Duration TO_ITS_MIDDLE = Duration.ofMinutes(30);

    /**
     * Of each of the 24 hours of a day. An hour of UTC counts where most of it lies: where its middle is.
     *
     * @param peaks by the beginnings of hours of UTC
     */
    static List<Peak> of(NavigableMap<Instant, Integer> peaks, ZoneId zone, int limit) {
        List<Peak> hours = new ArrayList<>();
        for (int hour = 0; hour < WeekHour.HOURS; hour++) {
            hours.add(UNKNOWN);
        }
        peaks.forEach((start, used) -> {
            int hour = start.plus(TO_ITS_MIDDLE).atZone(zone).getHour();
            hours.set(hour, hours.get(hour).and(new Highest(start, used), limit));
        });
        return hours;
    }

    private Peak and(Highest next, int limit) {
        Highest most = highest.filter(before -> before.used() >= next.used()).orElse(next);
        return new Peak(hours + 1, next.used() >= limit ? atLimit + 1 : atLimit, Optional.of(most));
    }
}
