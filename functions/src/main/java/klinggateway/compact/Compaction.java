package klinggateway.compact;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import klinggateway.usage.Granularity;
import klinggateway.usage.Period;
import klinggateway.usage.Reopenings;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageStore;
import klinggateway.usage.Watermark;

/**
 * Folds closed minutes into rollups, quarters from minutes, hours from quarters, days from hours. Everything is overwritten
 * and the watermark moves last, so a run that crashed, or two at once, give the same rollups.
 */
public final class Compaction {

    /** A usage item is written within 10 s of its moment; the rest is for clocks that differ. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(60);

    private final UsageStore usage;
    private final RollupStore rollups;
    private final Reopenings reopenings;
    private final Set<ZoneId> zones;

    /** @param zones those whose days are rolled up, too */
    public Compaction(UsageStore usage, RollupStore rollups, Reopenings reopenings, Set<ZoneId> zones) {
        this.usage = usage;
        this.rollups = rollups;
        this.reopenings = reopenings;
        this.zones = zones;
    }

    /**
     * Compacts what has closed by {@code now}, a quarter of an hour at a time, while {@code timeLeft}.
     *
     * @return the watermark
     */
    public Instant compact(Instant now, BooleanSupplier timeLeft) {
        try {
            Instant settled = Granularity.MINUTE.floor(now.minus(SETTLED_AFTER));
            RollupStore.Writer writer = rollups.begin(now);
            Folding folding = new Folding(usage, rollups, writer);
            Watermark current = atZones(rollups.watermark().orElseGet(() -> begun(writer, settled)));
            foldReopened(folding, current, timeLeft);
            return advance(folding, writer, current, settled, timeLeft);
        } catch (RollupStore.SupersededException anotherRunIsAtWork) {
            return rollups.watermark().map(Watermark::until).orElse(Instant.EPOCH);
        }
    }

    private Instant advance(
            Folding folding, RollupStore.Writer writer, Watermark first, Instant settled, BooleanSupplier timeLeft) {
        Watermark current = first;
        while (current.until().isBefore(settled) && timeLeft.getAsBoolean()) {
            Instant quarterEnd = Granularity.QUARTER.next(Granularity.QUARTER.floor(current.until()));
            Instant to = quarterEnd.isBefore(settled) ? quarterEnd : settled;
            folding.minutes(current.until(), to);
            for (Granularity granularity : longer(current)) {
                Period.endingAt(granularity, to)
                        .filter(period -> isKept(period, first))
                        .ifPresent(folding::period);
            }
            current = new Watermark(to, first.daysSince());
            writer.moveWatermark(current);
        }
        return current.until();
    }

    /** Folds once more what has received an item since it was folded: as for the first time, but only there. */
    private void foldReopened(Folding folding, Watermark watermark, BooleanSupplier timeLeft) {
        List<Reopenings.Reopening> folded = new ArrayList<>();
        Map<Granularity, Set<Period>> touched = new HashMap<>();
        for (Reopenings.Reopening reopening : reopenings.pending()) {
            if (!timeLeft.getAsBoolean()) {
                break;
            }
            // What is not rolled up yet will be, with this item.
            if (reopening.minute().isBefore(watermark.until())) {
                for (Granularity granularity : longer(watermark)) {
                    touched.computeIfAbsent(granularity, unseen -> new TreeSet<>(Comparator.comparing(Period::start)))
                            .add(Period.of(granularity, reopening.minute()));
                }
            }
            folded.add(reopening);
        }
        for (Period quarter : touched.getOrDefault(Granularity.QUARTER, Set.of())) {
            folding.minutes(quarter.start(), earlier(quarter.end(), watermark.until()));
        }
        for (Granularity granularity : longer(watermark)) {
            touched.getOrDefault(granularity, Set.of()).stream()
                    .filter(period -> !period.end().isAfter(watermark.until()) && isKept(period, watermark))
                    .forEach(folding::period);
        }
        folded.forEach(reopenings::done);
    }

    /** With the zones that are wanted now, each of them from its next day on if it was not wanted before. */
    private Watermark atZones(Watermark watermark) {
        Map<ZoneId, Instant> daysSince = new TreeMap<>(Comparator.comparing(ZoneId::getId));
        for (ZoneId zone : zones) {
            Granularity days = Granularity.daysOf(zone);
            if (!days.equals(Granularity.DAY)) {
                Instant dayBefore = days.floor(watermark.until().minusMillis(1));
                daysSince.put(zone, watermark.daysSince().getOrDefault(zone, days.next(dayBefore)));
            }
        }
        return new Watermark(watermark.until(), daysSince);
    }

    /** What is made of shorter periods, the shortest first. */
    private static List<Granularity> longer(Watermark watermark) {
        List<Granularity> longer = new ArrayList<>(List.of(Granularity.QUARTER, Granularity.HOUR, Granularity.DAY));
        watermark.daysSince().keySet().forEach(zone -> longer.add(Granularity.daysOf(zone)));
        return longer;
    }

    private static boolean isKept(Period period, Watermark watermark) {
        Instant since = watermark.daysSince().get(period.granularity().zone());
        return since == null || !period.start().isBefore(since);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Where the first run begins. Remembered at once, because a reopened minute is either before it or still to come. */
    private Watermark begun(RollupStore.Writer writer, Instant settled) {
        Instant oldest = usage.oldest().map(Granularity.MINUTE::floor).orElse(settled);
        Watermark first = new Watermark(earlier(oldest, settled), Map.of());
        writer.moveWatermark(first);
        return first;
    }
}
