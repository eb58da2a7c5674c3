package klinggateway.usage;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far usage is rolled up.
 *
 * @param until everything before it is; the start of a minute
 * @param daysSince the zones whose days are rolled up beside those of UTC, and since when
 */
public record Watermark(Instant until, Map<ZoneId, Instant> daysSince) {

    public Watermark {
        daysSince = Map.copyOf(daysSince);
    }

    /** From when on there are rollups of each granularity, if minutes are kept since {@code minutesSince}. */
    Map<Granularity, Instant> since(Instant minutesSince) {
        Map<Granularity, Instant> since = new LinkedHashMap<>();
        Granularity.OF_UTC.forEach(granularity -> since.put(granularity, Instant.MIN));
        since.put(Granularity.MINUTE, minutesSince);
        daysSince.forEach((zone, from) -> since.put(Granularity.daysOf(zone), from));
        return since;
    }
}
