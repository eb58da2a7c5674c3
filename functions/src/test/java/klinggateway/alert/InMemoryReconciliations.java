package klinggateway.alert;

import java.util.Optional;

/** What was put last, for as long as this lives. */
public final class InMemoryReconciliations implements Reconciliations {

    private Optional<Outcome> last = Optional.empty();

    @Override
    public synchronized void put(Outcome outcome) {
        last = Optional.of(outcome);
    }

    @Override
    public synchronized Optional<Outcome> last() {
        return last;
    }
}
