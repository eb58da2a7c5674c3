package klinggateway.sweep;

import java.util.Optional;

/** Runs steps so that one that fails does not keep the others from running; the first failure is thrown at the end. */
final class Steps {

    private Optional<RuntimeException> first = Optional.empty();

    void run(Runnable step) {
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
    void finish() {
        if (first.isPresent()) {
            throw first.get();
        }
    }
}
