package klinggateway.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Optional;
import klinggateway.job.Failure;
import klinggateway.job.Upstream;

/**
 * Why a job did not succeed or was not taken on, as its caller sees it. The one place that knows which of the gateway's codes
 * and HTTP statuses stands for which class of errors.
 *
 * @param httpStatus of the answer to the order, if it is known by then
 * @param reason the class usage is counted by
 * @param message what Kling said, what it means and what can be done about it
 * @param retryable whether the same order may succeed later
 * @param outcomeUnknown whether Kling may have made it all the same
 * @param upstream Kling's own words, where it gave any
 */
public record JobError(
        ErrorCode code,
        @JsonIgnore int httpStatus,
        String reason,
        String message,
        boolean retryable,
        boolean outcomeUnknown,
        Optional<Upstream> upstream) {

    private static final Duration SOON = Duration.ofMinutes(1);

    private record Meaning(ErrorCode code, int httpStatus, boolean retryable) {}

    public static JobError of(Failure failure) {
        Meaning meaning = switch (failure.errorClass()) {
            case INPUT, IMAGE_SIZE -> new Meaning(ErrorCode.INVALID_PARAMETERS, 400, false);
            case CONTENT, OTHER, CANCELED, EXPIRED -> new Meaning(ErrorCode.GENERATION_FAILED, 422, false);
            // Only an operator can change the one, and nobody must buy the other twice.
            case PERMISSION, OUTCOME_UNKNOWN -> new Meaning(ErrorCode.SERVICE_ERROR, 502, false);
            case CREDENTIAL, PAYMENT, RATE, UNAVAILABLE -> new Meaning(ErrorCode.SERVICE_ERROR, 503, true);
        };
        return new JobError(
                meaning.code(),
                meaning.httpStatus(),
                failure.errorClass().word(),
                failure.upstream().map(JobError::quoted).orElse("") + failure.message(),
                meaning.retryable(),
                failure.outcomeUnknown(),
                failure.upstream());
    }

    private static String quoted(Upstream upstream) {
        String code = upstream.code().map(number -> " (code " + number + ")").orElse("");
        return upstream.message()
                .map(words -> "Kling says \"" + words + "\"" + code + ". ")
                .orElse(code.isEmpty() ? "" : "Kling gave no reason" + code + ". ");
    }

    /** The answer to the order that has come to this. */
    public ProblemException problem() {
        return retryable
                ? problem(SOON)
                : ProblemException.of(code, httpStatus, message).with(upstream);
    }

    /** The answer to an order that is not taken on before {@code retryAfter} has passed. */
    public ProblemException problem(Duration retryAfter) {
        return ProblemException.later(code, httpStatus, message, retryAfter).with(upstream);
    }
}
