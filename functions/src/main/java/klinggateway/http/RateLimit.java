package klinggateway.http;

import java.time.Duration;
import java.time.Instant;
import klinggateway.keys.Key;
import klinggateway.keys.RequestCounter;

/** Holds keys to the rate that their policy sets, in fixed windows of ten seconds. A key without one is not counted. */
final class RateLimit {

    private static final long WINDOW_MS = 10_000;

    private final RequestCounter counter;

    RateLimit(RequestCounter counter) {
        this.counter = counter;
    }

    /** Counts the request, or ends it. */
    void check(Key key, Instant now) {
        key.policy().requestsPerTenSeconds().ifPresent(limit -> {
            long window = now.toEpochMilli() / WINDOW_MS;
            if (!counter.count(key.id(), window, limit)) {
                throw exceeded(key, limit, Duration.ofMillis((window + 1) * WINDOW_MS - now.toEpochMilli()));
            }
        });
    }

    private static ProblemException exceeded(Key key, int limit, Duration left) {
        // Rounded up, or whoever comes back then would still be too early.
        Duration after = Duration.ofSeconds(Math.ceilDiv(left.toMillis(), 1_000));
        String detail = "The key " + key.id() + " has a limit of " + limit
                + " requests in 10 seconds, which are used up; the next begin in " + after.toSeconds() + " s";
        return ProblemException.later(ErrorCode.RATE_LIMIT_EXCEEDED, 429, detail, after);
    }
}
