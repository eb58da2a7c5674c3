package klinggateway.usage;

import java.util.Collection;

/**
 * How long jobs took.
 *
 * @param processing at Kling
 * @param waiting here, from the order to Kling's having it
 */
public record Times(Histogram processing, Histogram waiting) {

    public static final Times NONE = new Times(Histogram.EMPTY, Histogram.EMPTY);

    public Times plus(Times other) {
        return new Times(processing.plus(other.processing), waiting.plus(other.waiting));
    }

    static Times sum(Collection<Times> all) {
        return all.stream().reduce(NONE, Times::plus);
    }
}
