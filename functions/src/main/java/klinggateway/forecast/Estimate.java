package klinggateway.forecast;

/** A sum that is to be expected, and between what it is to be in four of five cases. */
public record Estimate(long expected, long low, long high) {

    /** The same where {@code known} is certain on top. */
    public Estimate plus(long known) {
        return new Estimate(expected + known, low + known, high + known);
    }
}
