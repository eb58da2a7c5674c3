package klinggateway.local.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that is set, in milliseconds, as everything is stored. */
final class MovableClock implements InstantSource {

    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
        return now;
    }

    void set(Instant moment) {
        now = moment.truncatedTo(ChronoUnit.MILLIS);
    }

    void pass(Duration time) {
        set(now.plus(time));
    }
}
