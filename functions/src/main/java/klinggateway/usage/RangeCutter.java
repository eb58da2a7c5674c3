package klinggateway.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import klinggateway.usage.RangeCut.Run;

/**
 * Cuts ranges into as few and as large rolled-up periods as there are.
 *
 * @param since from when on there are rollups of each granularity, down to the minute
 * @param watermark everything before it is rolled up; the start of a minute
 */
record RangeCutter(Map<Granularity, Instant> since, Instant watermark) {

    /** For a range that is rolled up completely, from periods of {@code granularities}. */
    static RangeCutter ofClosed(List<Granularity> granularities, Instant end) {
        Map<Granularity, Instant> since = new LinkedHashMap<>();
        granularities.forEach(granularity -> since.put(granularity, Instant.MIN));
        return new RangeCutter(since, end);
    }

    /**
     * Cuts {@code [from, to)}: rollups up to the watermark, items after it.
     *
     * @param borders moments that no period may cross; whatever is longer is cut there
     */
    RangeCut cut(Instant from, Instant to, NavigableSet<Instant> borders) {
        List<Run> runs = new ArrayList<>();
        List<Instant> rawMinutes = new ArrayList<>();
        Instant firstMinute = Granularity.MINUTE.floor(from);
        Instant closedTo = to.isBefore(watermark) ? to : watermark;
        for (Instant at = firstMinute; at.isBefore(closedTo); ) {
            Instant border = borders.higher(at);
            Instant limit = border != null && border.isBefore(closedTo) ? border : closedTo;
            Optional<Run> largest = at.isBefore(from) ? Optional.empty() : largest(at, limit);
            if (largest.isPresent()) {
                add(runs, largest.get());
            } else {
                rawMinutes.add(at);
            }
            at = largest.map(Run::to).orElse(Granularity.MINUTE.next(at));
        }
        return new RangeCut(runs, rawMinutes, openMinutes(firstMinute, to));
    }

    private List<Instant> openMinutes(Instant firstMinute, Instant to) {
        List<Instant> minutes = new ArrayList<>();
        Instant from = watermark.isAfter(firstMinute) ? watermark : firstMinute;
        for (Instant minute = from; minute.isBefore(to); minute = Granularity.MINUTE.next(minute)) {
            minutes.add(minute);
        }
        return minutes;
    }

    /** The period from {@code at} that reaches furthest, if there is one. */
    private Optional<Run> largest(Instant at, Instant limit) {
        return since.entrySet().stream()
                .filter(kept -> !at.isBefore(kept.getValue()) && kept.getKey().startsAt(at))
                .map(kept -> Run.of(new Period(kept.getKey(), at)))
                .filter(period -> !period.to().isAfter(limit))
                .max(Comparator.comparing(Run::to));
    }

    private static void add(List<Run> runs, Run run) {
        if (!runs.isEmpty() && runs.getLast().isContinuedBy(run)) {
            Instant from = runs.removeLast().from();
            runs.add(new Run(run.granularity(), from, run.to()));
        } else {
            runs.add(run);
        }
    }
}
