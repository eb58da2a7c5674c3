package klinggateway.task;

import java.util.Locale;
import klinggateway.job.JobState;

/** Kling's states of a task. That a job waits for its turn is for the gateway alone. */
public enum TaskStatus {
    SUBMITTED,
    PROCESSING,
    SUCCEEDED,
    FAILED;

    /** How a job in this state is shown. One that has expired may yet end, and Kling itself would go on showing its task. */
    public static TaskStatus of(JobState state) {
        return switch (state) {
            case QUEUED, SUBMITTING, SUBMITTED -> SUBMITTED;
            case PROCESSING, EXPIRED -> PROCESSING;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED, CANCELED -> FAILED;
        };
    }

    /** The older generation's word. */
    public String olderWord() {
        return this == SUCCEEDED ? "succeed" : newerWord();
    }

    public String newerWord() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isFinal() {
        return this == SUCCEEDED || this == FAILED;
    }
}
