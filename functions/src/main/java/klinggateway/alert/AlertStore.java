package klinggateway.alert;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Alerts, and what is remembered for the next one. Reads are strongly consistent. */
public interface AlertStore {

    /** All that is remembered, of rules that are there and others. */
    List<State> states();

    /**
     * Writes {@code next} and the alert in one, if nobody has written the state since it was read.
     *
     * @param read empty if there must be none
     * @return whether it was written
     */
    boolean fire(Optional<State> read, State next, Alert alert);

    /** Writes both in one, if nobody has written either since it was read. Whether it was written. */
    boolean clear(State read, State next, Alert readAlert, Alert nextAlert);

    /** Writes {@code next} if nobody has written the state since it was read. Whether it was written. */
    boolean note(State read, State next);

    /** The alerts with these ids that there are, in no particular order. */
    List<Alert> find(Collection<String> ids);

    /** Alerts that fired before the one with the id {@code before}, or all of them, the newest first. */
    List<Alert> history(int limit, Optional<String> before);

    /** Ids of all alerts of which somebody is still to be told something. */
    List<String> pending();

    /** Writes {@code next} if nobody has written the alert since it was read. Whether it was written. */
    boolean replace(Alert read, Alert next);
}
