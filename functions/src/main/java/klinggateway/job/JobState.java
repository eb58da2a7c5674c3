package klinggateway.job;

import java.util.Locale;
import java.util.Optional;

/**
 * The states of a job and all moves between them.
 *
 * <p>{@link #QUEUED} waits for a slot; {@link #SUBMITTING} is being sent to Kling, or was sent and nobody knows what
 * became of it; {@link #SUBMITTED} and {@link #PROCESSING} are Kling's; {@link #EXPIRED} means that the gateway stopped
 * waiting, not that the task ended, so a later truth may still replace it once. The other three are final.
 */
public enum JobState {
    QUEUED,
    SUBMITTING,
    SUBMITTED,
    PROCESSING,
    SUCCEEDED,
    FAILED,
    CANCELED,
    EXPIRED;

    /** What can happen to a job. */
    public enum Event {
        /** It is about to be sent to Kling, for the first time or again. */
        SEND,
        /** Kling did not take it now: too many at once, or the whole account is refused. */
        TURN_AWAY,
        /** Kling has a task for it. */
        SUBMIT,
        /** Kling works on its task. */
        PROCESS,
        SUCCEED,
        FAIL,
        CANCEL,
        /** Too much time has passed. */
        EXPIRE
    }

    /** The state after {@code event}, or empty if that cannot happen in this state and must change nothing. */
    public Optional<JobState> on(Event event) {
        return Optional.ofNullable(
                switch (this) {
                    case QUEUED ->
                        switch (event) {
                            case SEND -> SUBMITTING;
                            case CANCEL -> CANCELED;
                            case FAIL -> FAILED;
                            case TURN_AWAY, SUBMIT, PROCESS, SUCCEED, EXPIRE -> null;
                        };
                    case SUBMITTING ->
                        switch (event) {
                            case SEND -> SUBMITTING;
                            case TURN_AWAY -> QUEUED;
                            case SUBMIT -> SUBMITTED;
                            case PROCESS -> PROCESSING;
                            case SUCCEED -> SUCCEEDED;
                            case FAIL -> FAILED;
                            case EXPIRE -> EXPIRED;
                            case CANCEL -> null;
                        };
                    case SUBMITTED ->
                        switch (event) {
                            case PROCESS -> PROCESSING;
                            case SUCCEED -> SUCCEEDED;
                            case FAIL -> FAILED;
                            case EXPIRE -> EXPIRED;
                            case SEND, TURN_AWAY, SUBMIT, CANCEL -> null;
                        };
                    case PROCESSING ->
                        switch (event) {
                            case SUCCEED -> SUCCEEDED;
                            case FAIL -> FAILED;
                            case EXPIRE -> EXPIRED;
                            case SEND, TURN_AWAY, SUBMIT, PROCESS, CANCEL -> null;
                        };
                    case EXPIRED ->
                        switch (event) {
                            case SUCCEED -> SUCCEEDED;
                            case FAIL -> FAILED;
                            case SEND, TURN_AWAY, SUBMIT, PROCESS, CANCEL, EXPIRE -> null;
                        };
                    case SUCCEEDED, FAILED, CANCELED -> null;
                });
    }

    /** Whether the job has ended, as far as its caller, its slot and its charge are concerned. */
    public boolean isEnded() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELED, EXPIRED -> true;
            case QUEUED, SUBMITTING, SUBMITTED, PROCESSING -> false;
        };
    }

    /** The word used in answers and in storage. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
