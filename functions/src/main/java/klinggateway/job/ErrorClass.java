package klinggateway.job;

import java.util.Optional;

/** Why jobs fail, as a closed list, so that counts by it cannot grow without bound. */
public enum ErrorClass {
    INPUT("input"),
    IMAGE_SIZE("imageSize"),
    CONTENT("content"),
    CREDENTIAL("credential"),
    PAYMENT("payment"),
    PERMISSION("permission"),
    RATE("rate"),
    UNAVAILABLE("unavailable"),
    OUTCOME_UNKNOWN("outcomeUnknown"),
    CANCELED("canceled"),
    EXPIRED("expired"),
    OTHER("other");

    private final String word;

    ErrorClass(String word) {
        this.word = word;
    }

    /** The word used in answers and in storage. */
    public String word() {
        return word;
    }

    /** The class with this word, or empty. */
    public static Optional<ErrorClass> find(String word) {
        for (ErrorClass errorClass : values()) {
            if (errorClass.word.equals(word)) {
                return Optional.of(errorClass);
            }
        }
        return Optional.empty();
    }

    public static ErrorClass ofWord(String word) {
        return find(word).orElseThrow(() -> new IllegalStateException("no such error class: " + word));
    }
}
