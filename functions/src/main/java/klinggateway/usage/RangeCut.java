package klinggateway.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A range cut into what is read from rollups and what is read from the ledger itself.
 *
 * @param runs rolled-up periods, in order of time; none crosses a day's border unless it is made of days
 * @param rawMinutes minutes read item by item: those after the watermark, and those the range cuts through
 */
public record RangeCut(List<Run> runs, List<Instant> rawMinutes) {

    /** Neighbouring periods of one granularity, {@code from} inclusive, {@code to} exclusive. */
    public record Run(Granularity granularity, Instant from, Instant to) {}

    /**
     * Cuts {@code [from, to)}: as few and as large periods as possible up to {@code watermark}, raw minutes after it.
     *
     * @param watermark everything before it is rolled up; the start of a minute
     */
    public static RangeCut cut(Instant from, Instant to, Instant watermark) {
        List<Instant> rawMinutes = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        Instant closedFrom = ceiling(from);
        Instant closedTo = Granularity.MINUTE.floor(to.isBefore(watermark) ? to : watermark);
        if (!closedFrom.isBefore(closedTo)) {
            addMinutes(rawMinutes, Granularity.MINUTE.floor(from), to);
            return new RangeCut(List.of(), rawMinutes);
        }
        addMinutes(rawMinutes, Granularity.MINUTE.floor(from), closedFrom);
        Instant at = closedFrom;
        while (at.isBefore(closedTo)) {
            Granularity largest = largestAt(at, closedTo);
            Instant end = at.plus(largest.length());
            Run last = runs.isEmpty() ? null : runs.getLast();
            boolean joins = last != null
                    && last.granularity() == largest
                    && (largest == Granularity.DAY || !Granularity.DAY.startsAt(at));
            if (joins && last != null) {
                runs.set(runs.size() - 1, new Run(largest, last.from(), end));
            } else {
                runs.add(new Run(largest, at, end));
            }
            at = end;
        }
        addMinutes(rawMinutes, closedTo, to);
        return new RangeCut(runs, rawMinutes);
    }

    private static Granularity largestAt(Instant at, Instant end) {
        Granularity largest = Granularity.MINUTE;
        for (Granularity granularity : Granularity.values()) {
            if (granularity.startsAt(at) && !at.plus(granularity.length()).isAfter(end)) {
                largest = granularity;
            }
        }
        return largest;
    }

    private static Instant ceiling(Instant moment) {
        Instant floor = Granularity.MINUTE.floor(moment);
        return floor.equals(moment) ? floor : floor.plus(Duration.ofMinutes(1));
    }

    private static void addMinutes(List<Instant> minutes, Instant from, Instant to) {
        for (Instant minute = from; minute.isBefore(to); minute = minute.plus(Duration.ofMinutes(1))) {
            minutes.add(minute);
        }
    }
}
