package klinggateway.pattern;

import java.time.Duration;
import java.time.Instant;
import klinggateway.usage.Totals;

/**
 * What was used in an hour of a zone's clocks.
 *
 * @param start inclusive
 * @param end exclusive; sooner than in an hour where the range ends, and where clocks change by half an hour
 * @param isWhole whether all of the hour is in the range
 */
public record Hour(Instant start, Instant end, boolean isWhole, Totals used) {

    Duration length() {
        return Duration.between(start, end);
    }
}
