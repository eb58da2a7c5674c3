package klinggateway.emulators.kling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only moves when it is told to. */
final class VirtualTime implements InstantSource {
    private volatile Instant now = Instant.parse("2026-10-01T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void passSeconds(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    void setSeconds(long epochSecond) {
        now = Instant.ofEpochSecond(epochSecond);
    }
}
