package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment by which a handler must have answered. */
public record Deadline(Instant at, InstantSource clock) {

    public static Deadline in(Duration time, InstantSource clock) {
        return new Deadline(clock.instant().plus(time), clock);
    }

    /** This deadline, or {@code time} from now if that is sooner. */
    public Deadline within(Duration time) {
        Instant sooner = clock.instant().plus(time);
        return sooner.isBefore(at) ? new Deadline(sooner, clock) : this;
    }

    /** The time left, never negative. */
    public Duration left() {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The time left, but no more than {@code limit}, and at least a millisecond. */
    public Duration atMost(Duration limit) {
        Duration left = left();
        Duration shorter = left.compareTo(limit) < 0 ? left : limit;
        return shorter.isZero() ? Duration.ofMillis(1) : shorter;
    }
}
