package klinggateway.emulators.kling;

/** The four states of a task, in the order in which it passes through them. */
public enum TaskStatus {
    SUBMITTED,
    PROCESSING,
    SUCCEEDED,
    FAILED;

    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED;
    }

    /** The word of the paths under {@code /v1}: docs/kling.md, Status spelling. */
    String legacyWord() {
        return switch (this) {
            case SUBMITTED -> "submitted";
            case PROCESSING -> "processing";
            case SUCCEEDED -> "succeed";
            case FAILED -> "failed";
        };
    }

    /** The word of the paths that carry the model: docs/kling.md, Status spelling. */
    String word() {
        return this == SUCCEEDED ? "succeeded" : legacyWord();
    }
}
