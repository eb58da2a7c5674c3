package klinggateway.usage;

import java.time.Instant;

/** One minute, quarter of an hour, hour or day. */
public record Period(Granularity granularity, Instant start) {

    public Period {
        if (!granularity.startsAt(start)) {
            throw new IllegalArgumentException("no " + granularity.word() + " starts at " + start);
        }
    }

    public Instant end() {
        return start.plus(granularity.length());
    }
}
