package klinggateway.deliver;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Takes messages to webhooks, each once. */
interface Courier {

    /** Sends one by POST. Whatever comes of it is answered within about {@code timeout}, and nothing is thrown. */
    Reply send(Letter letter, Duration timeout);

    /**
     * A message.
     *
     * @param url checked for what it shows, but not for where its name leads
     * @param body JSON
     */
    record Letter(String url, Map<String, String> headers, String body) {}

    /** What came of it. */
    sealed interface Reply {

        /**
         * The receiver has answered.
         *
         * @param retryAfter when it would like the next attempt, where it said so
         */
        record Answered(int status, Optional<Duration> retryAfter) implements Reply {}

        /**
         * It has not.
         *
         * @param reason in the gateway's words, for the caller
         */
        record Unanswered(String reason) implements Reply {}
    }
}
