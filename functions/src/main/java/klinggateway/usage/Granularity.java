package klinggateway.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The lengths of rolled-up periods, each a whole number of the one before. All are aligned to UTC. */
public enum Granularity {
    MINUTE(Duration.ofMinutes(1)),
    QUARTER(Duration.ofMinutes(15)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Granularity(Duration length) {
        this.length = length;
    }

    public Duration length() {
        return length;
    }

    /** The start of the period that holds {@code moment}. */
    public Instant floor(Instant moment) {
        long millis = moment.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, length.toMillis()));
    }

    boolean startsAt(Instant moment) {
        return floor(moment).equals(moment);
    }

    /** The word used in storage. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
