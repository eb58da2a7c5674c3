package klinggateway.alert;

import java.util.Optional;

/** What the operator's own people listen to, by mail or otherwise. */
@FunctionalInterface
public interface Topic {

    /**
     * Publishes a message once. What went wrong, in the gateway's words, or empty; nothing is thrown.
     *
     * @param subject at most 100 ASCII characters, without line breaks
     * @param body a plain text
     */
    Optional<String> publish(String subject, String body);
}
