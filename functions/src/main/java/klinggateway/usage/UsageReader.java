package klinggateway.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the usage of a range: rollups for what is closed, the ledger itself for the minutes that are still open, so that
 * what has just been written is in it.
 */
public final class UsageReader {

    /** Items carry moments up to this much before they can be read. */
    private static final Duration WRITE_TIME = Duration.ofSeconds(2);

    /** Rollups of minutes are kept for seven days; a day is left for the clean-up, which has no fixed hour. */
    private static final Duration MINUTES_KEPT = Duration.ofDays(6);

    /** More open minutes than this are not read; the answer then goes up to where it was read. */
    private static final int OPEN_MINUTES = 120;

    private final UsageStore usage;
    private final RollupStore rollups;

    public UsageReader(UsageStore usage, RollupStore rollups) {
        this.usage = usage;
        this.rollups = rollups;
    }

    /**
     * Usage by day (UTC).
     *
     * @param asOf everything that was written before it is in; a write takes a moment, and at worst some seconds
     */
    public record Usage(Map<Instant, Cube> days, Instant asOf) {

        public Cube total() {
            return Cube.sum(days.values());
        }
    }

    /**
     * The usage of {@code [from, to)}.
     *
     * @param keyId of one key, or of everyone
     */
    public Usage read(Optional<String> keyId, Instant from, Instant to, Instant now) {
        String scope = keyId.orElse(Rollup.EVERYONE);
        Instant end = end(to, now);
        Instant watermark = rollups.watermark()
                .orElseGet(() -> Granularity.MINUTE.floor(usage.oldest().orElse(now)));
        RangeCut cut = RangeCut.cut(from, end, watermark, now.minus(MINUTES_KEPT));
        Map<Instant, List<Cube>> days = new TreeMap<>();
        for (RangeCut.Run run : cut.runs()) {
            for (Rollup rollup : rollups.read(scope, run)) {
                day(days, rollup.period().start()).add(rollup.cube());
            }
        }
        List<Instant> open = cut.openMinutes();
        List<Instant> readable = open.size() > OPEN_MINUTES ? open.subList(0, OPEN_MINUTES) : open;
        for (List<Instant> minutes : List.of(cut.rawMinutes(), readable)) {
            for (Instant minute : minutes) {
                List<UsageItem> items = usage.minute(minute).stream()
                        .filter(item -> !item.at().isBefore(from) && item.at().isBefore(end))
                        .filter(item -> keyId.isEmpty() || item.entry().keyId().equals(keyId.get()))
                        .toList();
                if (!items.isEmpty()) {
                    day(days, minute).add(Cube.of(items));
                }
            }
        }
        Map<Instant, Cube> sums = new TreeMap<>();
        days.forEach((day, cubes) -> sums.put(day, Cube.sum(cubes)));
        Instant complete = now.minus(WRITE_TIME);
        return new Usage(sums, readable.size() < open.size() ? open.get(OPEN_MINUTES) : complete);
    }

    /** Where a range that reaches the present ends: what is being written now is in, too. */
    public static Instant end(Instant to, Instant now) {
        return to.isBefore(now) ? to : now.plus(WRITE_TIME);
    }

    private static List<Cube> day(Map<Instant, List<Cube>> days, Instant moment) {
        return days.computeIfAbsent(Granularity.DAY.floor(moment), day -> new ArrayList<>());
    }
}
