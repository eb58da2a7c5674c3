package klinggateway.lifecycle;

import java.util.Locale;
import java.util.Optional;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Upstream;
import klinggateway.kling.KlingError;
import klinggateway.kling.KlingTask;

/** Kling's reasons in the gateway's words. */
public final class Failures {

    private Failures() {}

    /** A request that Kling refused. */
    public static Failure of(KlingError error) {
        ErrorClass errorClass = switch (error.kind()) {
            // An address that is not allowed keeps the gateway out as a wrong credential does.
            case CREDENTIAL, ADDRESS -> ErrorClass.CREDENTIAL;
            case PAYMENT -> ErrorClass.PAYMENT;
            case PERMISSION -> ErrorClass.PERMISSION;
            case INPUT -> ErrorClass.INPUT;
            case CONTENT -> ErrorClass.CONTENT;
            case RATE -> ErrorClass.RATE;
            case UNAVAILABLE -> ErrorClass.UNAVAILABLE;
        };
        String message = error.message().isEmpty() && error.code().isEmpty()
                ? "Kling answered HTTP " + error.httpStatus() + " without a reason. " + error.advice()
                : error.advice();
        return new Failure(errorClass, message, upstream(error), false);
    }

    /** A task that failed. Kling gives a text and no code; the texts are those of docs/kling.md, Errors. */
    static Failure of(KlingTask task) {
        String text = task.message().toLowerCase(Locale.ROOT);
        Optional<Upstream> upstream = upstream(Optional.empty(), task.message(), task.requestId());
        if (text.contains("risk control")) {
            return new Failure(
                    ErrorClass.CONTENT,
                    "Change the prompt or the inputs; the same ones would fail again.",
                    upstream,
                    false);
        }
        if (text.contains("pixel is invalid") || text.contains("aspect ratio of the input image")) {
            return new Failure(
                    ErrorClass.IMAGE_SIZE,
                    "Use an image of at least 300 pixels on each side, whose sides are no further apart than 1:2.5.",
                    upstream,
                    false);
        }
        String message = text.isEmpty()
                ? "Kling failed to make it and gave no reason; change the prompt or the inputs before you order it again."
                : "Change what Kling complains about before you order it again.";
        return new Failure(ErrorClass.OTHER, message, upstream, false);
    }

    /** A create that was repeated until there was no more sense in it, and of which Kling knows nothing. */
    static Failure neverArrived() {
        return new Failure(
                ErrorClass.UNAVAILABLE,
                "Kling could not be reached, and has no task for this job; nothing was charged. Order it again later.",
                Optional.empty(),
                false);
    }

    /**
     * A create that may have arrived and cannot be asked for.
     *
     * @param error what came back instead of an answer; empty if nobody was there to see it
     */
    static Failure outcomeUnknown(Optional<KlingError> error) {
        return new Failure(
                ErrorClass.OUTCOME_UNKNOWN,
                "Kling gave no usable answer, and this product cannot be looked up without one; its estimate stays charged until"
                        + " it is known whether Kling deducted it.",
                error.flatMap(Failures::upstream),
                true);
    }

    /** A job whose stored request has expired, so it cannot be sent any more. */
    static Failure requestGone() {
        return new Failure(
                ErrorClass.UNAVAILABLE,
                "The stored request has expired before Kling had room for the job; nothing was charged. Order it again.",
                Optional.empty(),
                false);
    }

    /** A task that took too long to wait for. */
    static Failure tookTooLong() {
        return new Failure(
                ErrorClass.EXPIRED,
                "Kling did not finish within 24 hours; the gateway asks again for 30 days.",
                Optional.empty(),
                true);
    }

    private static Optional<Upstream> upstream(KlingError error) {
        return error.isAnswer() ? upstream(error.code(), error.message(), error.requestId()) : Optional.empty();
    }

    private static Optional<Upstream> upstream(Optional<Integer> code, String message, Optional<String> requestId) {
        Upstream upstream = new Upstream(code, Optional.of(message).filter(words -> !words.isEmpty()), requestId);
        boolean saysNothing = code.isEmpty() && upstream.message().isEmpty() && requestId.isEmpty();
        return saysNothing ? Optional.empty() : Optional.of(upstream);
    }
}
