package klinggateway.crash;

import java.util.Optional;
import klinggateway.kling.Kling;

/** A create that gets no answer, and that Kling carries out only just before the next one. */
final class LateCreate {

    private boolean expected;
    private Optional<Kling.Create> underWay = Optional.empty();

    /** The next create will be late. */
    synchronized void expect() {
        expected = true;
    }

    synchronized boolean holdsUp(Kling.Create create) {
        if (!expected) {
            return false;
        }
        expected = false;
        underWay = Optional.of(create);
        return true;
    }

    /** The late create, once. */
    synchronized Optional<Kling.Create> arrival() {
        Optional<Kling.Create> arrived = underWay;
        underWay = Optional.empty();
        return arrived;
    }
}
