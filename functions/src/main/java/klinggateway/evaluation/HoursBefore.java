package klinggateway.evaluation;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import klinggateway.anomaly.Sample;

/**
 * What a key spent on days before at the hour that it is now, in millionths of a US dollar, by how many days ago. Hours in which
 * nothing was spent are left out. Hours are clock hours of UTC.
 *
 * @param days whole days since the key's first use, at most {@value #LONGEST}
 * @param daysUsed those of them on which it was used
 * @param previous in the hour before this one
 * @param current in this hour
 */
public record HoursBefore(int days, int daysUsed, Map<Integer, Long> previous, Map<Integer, Long> current) {

    /** Eight weeks. */
    public static final int LONGEST = 56;

    /** Of a key that was used on fewer days, nobody can say what is usual. */
    static final int DAYS_NEEDED = 7;

    /** With fewer of the same weekday, all days are compared. */
    static final int WEEKS_NEEDED = 4;

    private static final int WEEK = 7;

    /** Nothing is known. */
    public static final HoursBefore NONE = new HoursBefore(0, 0, Map.of(), Map.of());

    public HoursBefore {
        previous = Map.copyOf(previous);
        current = Map.copyOf(current);
    }

    /**
     * What is usual for 60 minutes that end in this hour: the median of the same weekday, or of all days if there were too few of
     * it; empty if too little is known.
     *
     * @param part what part of this hour is over, from 0 to 1; the rest of the 60 minutes is taken from the hour before
     */
    OptionalDouble usual(double part) {
        if (daysUsed < DAYS_NEEDED) {
            return OptionalDouble.empty();
        }
        int step = isOfWeekday() ? WEEK : 1;
        return OptionalDouble.of(Sample.median(IntStream.rangeClosed(1, days / step)
                .mapToObj(count -> spent(count * step, part))
                .toList()));
    }

    /** Whether days of the same weekday are compared. */
    boolean isOfWeekday() {
        return days / WEEK >= WEEKS_NEEDED;
    }

    private double spent(int daysAgo, double part) {
        return (1 - part) * previous.getOrDefault(daysAgo, 0L) + part * current.getOrDefault(daysAgo, 0L);
    }
}
