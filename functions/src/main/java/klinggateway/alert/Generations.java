package klinggateway.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which of a rule's secrets are in use.
 *
 * @param newest counts the secrets that the rule has had, from 1
 * @param formerUntil until when messages are signed with the one before, too
 */
public record Generations(int newest, Optional<Instant> formerUntil) {

    /** Those of a rule that was never rotated. */
    static final Generations FIRST = new Generations(1, Optional.empty());

    /** Those after a rotation. */
    Generations rotated(Instant formerWorksUntil) {
        return new Generations(newest + 1, Optional.of(formerWorksUntil));
    }

    /** Those that messages are signed with at {@code now}, the newest first. */
    List<Integer> at(Instant now) {
        return formerUntil.filter(now::isBefore).isPresent() ? List.of(newest, newest - 1) : List.of(newest);
    }
}
