package klinggateway.usage;

/** How ordered seconds are told apart: one by one as far as models sell them so, in ranges above. */
public final class DurationBucket {

    private static final int SOLD_BY_THE_SECOND = 15;

    private DurationBucket() {}

    /** The seconds themselves up to 15, then {@code 16-30}, {@code 31-60} and {@code over 60}; 0 for what has no length. */
    public static String of(int seconds) {
        if (seconds <= SOLD_BY_THE_SECOND) {
            return Integer.toString(seconds);
        }
        return seconds <= 30 ? "16-30" : seconds <= 60 ? "31-60" : "over 60";
    }
}
