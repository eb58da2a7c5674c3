package klinggateway.lifecycle;

import java.util.Locale;
import java.util.Optional;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.kling.KlingError;
import klinggateway.kling.KlingTask;

/** Kling's reasons in the gateway's words. */
final class Failures {

    private Failures() {}

    /** A create that Kling refused. */
    static Failure of(KlingError error) {
        ErrorClass errorClass = switch (error.kind()) {
            case CREDENTIAL -> ErrorClass.CREDENTIAL;
            case PAYMENT -> ErrorClass.PAYMENT;
            case PERMISSION, ADDRESS -> ErrorClass.PERMISSION;
            case INPUT -> ErrorClass.INPUT;
            case CONTENT -> ErrorClass.CONTENT;
            case RATE -> ErrorClass.RATE;
            case UNAVAILABLE -> ErrorClass.UNAVAILABLE;
        };
        return new Failure(errorClass, error.message(), error.code(), error.requestId(), false);
    }

    /** A task that failed. Kling gives a text and no code; the texts are those of docs/kling.md, Errors. */
    static Failure of(KlingTask task) {
        String text = task.message().toLowerCase(Locale.ROOT);
        ErrorClass errorClass = ErrorClass.OTHER;
        if (text.contains("risk control")) {
            errorClass = ErrorClass.CONTENT;
        } else if (text.contains("pixel is invalid") || text.contains("aspect ratio of the input image")) {
            errorClass = ErrorClass.IMAGE_SIZE;
        }
        String message = task.message().isEmpty() ? "Kling gave no reason" : task.message();
        return new Failure(errorClass, message, Optional.empty(), task.requestId(), false);
    }

    /** A create that was repeated until there was no more sense in it, and of which Kling knows nothing. */
    static Failure neverArrived() {
        return new Failure(
                ErrorClass.UNAVAILABLE,
                "Kling could not be reached, and has no task for this job; nothing was charged",
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** A create that may have arrived and cannot be asked for. */
    static Failure outcomeUnknown() {
        return new Failure(
                ErrorClass.OUTCOME_UNKNOWN,
                "Kling gave no usable answer, and this product cannot be looked up without one; its estimate stays charged until"
                        + " it is known whether Kling deducted it",
                Optional.empty(),
                Optional.empty(),
                true);
    }

    /** A job whose stored request has expired, so it cannot be sent any more. */
    static Failure requestGone() {
        return new Failure(
                ErrorClass.OTHER,
                "the stored request has expired before the job could be sent; send it again",
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** A task that took too long to wait for. */
    static Failure tookTooLong() {
        return new Failure(
                ErrorClass.EXPIRED,
                "Kling did not finish within 24 hours; the gateway asks again for 30 days",
                Optional.empty(),
                Optional.empty(),
                true);
    }
}
