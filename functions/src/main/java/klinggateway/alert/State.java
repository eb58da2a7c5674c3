package klinggateway.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a threshold that a rule has found passed at a subject.
 *
 * @param firing the id of the alert that has fired and not cleared
 * @param firedAt when it last fired
 * @param window the one it last fired in
 * @param asked what the rule asked for when it was last found, as text
 * @param goneSince since when it has not been found, while it still fires
 * @param version rises with every write
 */
public record State(
        Key key,
        Optional<String> firing,
        Instant firedAt,
        String window,
        String asked,
        Optional<Instant> goneSince,
        long version) {

    /** Whose it is. At most one alert fires for each. */
    public record Key(String ruleId, Subject subject, String threshold) {

        static Key of(Rule rule, Finding finding) {
            return new Key(rule.id(), finding.subject(), finding.threshold());
        }
    }

    /** It fires for the first time. */
    static State first(Key key, String alertId, Instant now, String window, String asked) {
        return new State(key, Optional.of(alertId), now, window, asked, Optional.empty(), 1);
    }

    State fired(String alertId, Instant now, String next, String question) {
        return new State(key, Optional.of(alertId), now, next, question, Optional.empty(), version + 1);
    }

    State found(String question) {
        return new State(key, firing, firedAt, window, question, Optional.empty(), version + 1);
    }

    State gone(Instant since) {
        return new State(key, firing, firedAt, window, asked, Optional.of(since), version + 1);
    }

    State cleared() {
        return new State(key, Optional.empty(), firedAt, window, asked, Optional.empty(), version + 1);
    }
}
