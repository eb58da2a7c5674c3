package klinggateway.alert;

import java.util.Optional;

/** A change of what is remembered, to be written only over what was read. */
public sealed interface Transition {

    /**
     * An alert fires.
     *
     * @param read empty if this never fired before
     */
    record Fire(Optional<State> read, State next, Alert alert) implements Transition {}

    /**
     * An alert clears.
     *
     * @param because why, for people
     */
    record Clear(State read, State next, String because) implements Transition {}

    /** Nobody is told of it. */
    record Note(State read, State next) implements Transition {}
}
