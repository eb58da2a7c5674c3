package klinggateway.usage;

import klinggateway.job.Charge;

/**
 * What is counted and summed. Every field is a difference and may be negative.
 *
 * @param calls jobs
 * @param milliUnits thousandths of a Kling unit
 * @param microUsd millionths of a US dollar
 * @param seconds seconds ordered
 * @param timed jobs whose processing time is known
 * @param processingMs the sum of those processing times
 */
public record Measures(long calls, long milliUnits, long microUsd, long seconds, long timed, long processingMs) {

    public static final Measures ZERO = new Measures(0, 0, 0, 0, 0, 0);

    static Measures of(long calls, Charge charge, long seconds) {
        return new Measures(calls, charge.milliUnits(), charge.microUsd(), seconds, 0, 0);
    }

    Measures withProcessing(long milliseconds) {
        return new Measures(calls, milliUnits, microUsd, seconds, timed + 1, processingMs + milliseconds);
    }

    public Measures plus(Measures other) {
        return new Measures(
                calls + other.calls,
                milliUnits + other.milliUnits,
                microUsd + other.microUsd,
                seconds + other.seconds,
                timed + other.timed,
                processingMs + other.processingMs);
    }

    Measures negated() {
        return new Measures(-calls, -milliUnits, -microUsd, -seconds, -timed, -processingMs);
    }
}
