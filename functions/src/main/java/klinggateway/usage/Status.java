package klinggateway.usage;

import java.util.Locale;

/** What usage is told apart by: work in hand, and how it ended. */
public enum Status {
    OPEN,
    SUCCEEDED,
    FAILED,
    CANCELED,
    EXPIRED;

    /** The word used in answers and in storage. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Status ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
