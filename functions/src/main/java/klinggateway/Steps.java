package klinggateway;

import java.util.Optional;

/** Runs steps so that one that fails does not keep the others from running; the first failure is thrown at the end. */
public final class Steps {

    private Optional<RuntimeException> first = Optional.empty();

    public void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (first.isEmpty()) {
                first = Optional.of(e);
            } else {
                first.get().addSuppressed(e);
            }
        }
    }

    /** Throws what went wrong, if anything did. */
    public void finish() {
        if (first.isPresent()) {
            throw first.get();
        }
    }
}
