package klinggateway.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A range cut into what is read from rollups and what is read from the ledger itself.
 *
 * @param runs rolled-up periods, in order of time; none crosses a day's border unless it is made of days
 * @param rawMinutes closed minutes read item by item: those the range cuts through, and those whose rollups are gone
 * @param openMinutes minutes after the watermark
 */
public record RangeCut(List<Run> runs, List<Instant> rawMinutes, List<Instant> openMinutes) {

    /** Neighbouring periods of one granularity, {@code from} inclusive, {@code to} exclusive. */
    public record Run(Granularity granularity, Instant from, Instant to) {}

    /**
     * Cuts {@code [from, to)}: as few and as large periods as possible up to {@code watermark}, items after it.
     *
     * @param watermark everything before it is rolled up; the start of a minute
     * @param minutesSince rollups of single minutes are kept from here on
     */
    public static RangeCut cut(Instant from, Instant to, Instant watermark, Instant minutesSince) {
        List<Run> runs = new ArrayList<>();
        List<Instant> rawMinutes = new ArrayList<>();
        Instant firstMinute = Granularity.MINUTE.floor(from);
        Instant closedTo = to.isBefore(watermark) ? to : watermark;
        Instant at = firstMinute;
        while (at.isBefore(closedTo)) {
            boolean isWhole =
                    !at.isBefore(from) && !at.plus(Granularity.MINUTE.length()).isAfter(closedTo);
            Granularity largest = isWhole ? largestAt(at, closedTo) : Granularity.MINUTE;
            if (!isWhole || (largest == Granularity.MINUTE && at.isBefore(minutesSince))) {
                rawMinutes.add(at);
            } else {
                addTo(runs, largest, at);
            }
            at = at.plus(largest.length());
        }
        List<Instant> openMinutes = new ArrayList<>();
        Instant openFrom = watermark.isAfter(firstMinute) ? watermark : firstMinute;
        for (Instant minute = openFrom; minute.isBefore(to); minute = minute.plus(Granularity.MINUTE.length())) {
            openMinutes.add(minute);
        }
        return new RangeCut(runs, rawMinutes, openMinutes);
    }

    private static void addTo(List<Run> runs, Granularity granularity, Instant at) {
        Instant end = at.plus(granularity.length());
        Run last = runs.isEmpty() ? new Run(granularity, Instant.MIN, Instant.MIN) : runs.getLast();
        boolean joins = last.granularity() == granularity
                && last.to().equals(at)
                && (granularity == Granularity.DAY || !Granularity.DAY.startsAt(at));
        if (joins) {
            runs.set(runs.size() - 1, new Run(granularity, last.from(), end));
        } else {
            runs.add(new Run(granularity, at, end));
        }
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
}
