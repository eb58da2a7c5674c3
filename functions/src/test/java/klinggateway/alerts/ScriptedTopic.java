package klinggateway.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.alert.Topic;

/** Keeps what is published, or takes nothing. */
public final class ScriptedTopic implements Topic {

    private final List<Published> published = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();

    /** What was published. */
    public record Published(String subject, String body) {}

    @Override
    public synchronized Optional<String> publish(String subject, String body) {
        if (refusal.isEmpty()) {
            published.add(new Published(subject, body));
        }
        return refusal;
    }

    /** From now on nothing is taken, for this reason. */
    synchronized void refusing(String reason) {
        refusal = Optional.of(reason);
    }

    synchronized List<Published> published() {
        return List.copyOf(published);
    }
}
