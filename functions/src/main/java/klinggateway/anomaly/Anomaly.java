package klinggateway.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something unusual that happened on one day.
 *
 * @param keyId whose it is; empty for everyone's
 * @param model whose failures these are; empty for spending
 * @param from when the time began that is compared, inclusive
 * @param to when it ended, exclusive
 * @param extent what part of a day that time is
 * @param expected what was to be expected in that time: millionths of a US dollar, or the share of jobs that fail
 * @param actual what it really was
 * @param calls jobs of that time: ordered, or for failures ended
 * @param since when it began
 * @param precision how finely that is told apart
 * @param because what explains it, the most telling first; empty if everything rose alike
 * @param isOfWeekday whether it was compared with days of the same weekday only
 */
public record Anomaly(
        Kind kind,
        Optional<String> keyId,
        Optional<String> model,
        Instant from,
        Instant to,
        Extent extent,
        double expected,
        double actual,
        long calls,
        Instant since,
        Duration precision,
        List<Because> because,
        boolean isOfWeekday) {

    /** Below this, expected spending is called nothing, and no multiple of it is told. */
    private static final double NEXT_TO_NOTHING = 10_000;

    /** What is unusual. */
    public enum Kind {
        SPENDING("spending"),
        FAILURES("failures");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word used in answers. */
        public String word() {
            return word;
        }
    }

    /** What of a day is compared. */
    public enum Extent {
        WHOLE_DAY,
        DAY_SO_FAR,
        HOURS
    }

    /** How many times the expected it was; empty if next to nothing was expected. */
    public Optional<Double> factor() {
        double nothing = kind == Kind.SPENDING ? NEXT_TO_NOTHING : 0;
        return expected > nothing ? Optional.of(actual / expected) : Optional.empty();
    }
}
