package klinggateway.kling;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task as Kling tells of it, in either API generation.
 *
 * @param id Kling's id, an opaque text; empty for some calls that are answered at once
 * @param message the reason of a failure; Kling reports failed tasks with HTTP 200 and code 0
 * @param told the task as Kling shows it, as JSON; if it is too long to be kept, an object that says so
 * @param requestId Kling's id of the answer this was read from
 */
public record KlingTask(
        String id,
        Status status,
        String message,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        List<Output> outputs,
        Optional<String> told,
        Deduction deduction,
        Optional<String> requestId) {

    /** The same with this deduction, if it says anything. */
    KlingTask taking(Deduction other) {
        return other.equals(Deduction.UNSAID)
                ? this
                : new KlingTask(id, status, message, createdAt, updatedAt, outputs, told, other, requestId);
    }

    /** Kling's states. Words nobody has seen before are {@link #UNKNOWN}, which leaves the task open. */
    public enum Status {
        SUBMITTED,
        PROCESSING,
        SUCCEEDED,
        FAILED,
        UNKNOWN;

        static Status of(String word) {
            return switch (word) {
                case "submitted" -> SUBMITTED;
                case "processing" -> PROCESSING;
                case "succeed", "succeeded" -> SUCCEEDED;
                case "failed" -> FAILED;
                default -> UNKNOWN;
            };
        }
    }

    /** One file that Kling made. */
    public record Output(
            String type, Optional<String> id, String url, Optional<String> watermarkUrl, Optional<Double> seconds) {}

    /**
     * What Kling took for it.
     *
     * @param units units of a resource pack
     * @param cash money of the account's balance, with its currency where Kling names one
     */
    public record Deduction(Optional<BigDecimal> units, Optional<Cash> cash) {

        /** Kling said nothing about it. */
        static final Deduction UNSAID = new Deduction(Optional.empty(), Optional.empty());
    }

    public record Cash(BigDecimal amount, Optional<String> currency) {}
}
