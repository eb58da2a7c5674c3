package klinggateway.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import klinggateway.secret.Secret;
import klinggateway.secret.WebhookSignature;

/** Takes messages to webhooks, each once. */
public interface Courier {

    /** Sends one by POST. Whatever comes of it is answered within about {@code timeout}, and nothing is thrown. */
    Reply send(Letter letter, Duration timeout);

    /**
     * A message.
     *
     * @param url checked for what it shows, but not for where its name leads
     * @param body JSON
     */
    record Letter(String url, Map<String, String> headers, String body) {

        /**
         * One that is signed as Standard Webhooks has it, at {@code now}.
         *
         * @param id the same in each attempt
         * @param secrets one signature for each that the receiver may check with
         */
        public static Letter signed(String url, String id, String body, List<Secret> secrets, Instant now) {
            long timestamp = now.getEpochSecond();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String signatures = secrets.stream()
                    .map(secret -> WebhookSignature.of(secret).orElseThrow().sign(id, timestamp, bytes))
                    .collect(Collectors.joining(" "));
            return new Letter(
                    url,
                    Map.of(
                            WebhookSignature.ID,
                            id,
                            WebhookSignature.TIMESTAMP,
                            Long.toString(timestamp),
                            WebhookSignature.SIGNATURE,
                            signatures),
                    body);
        }
    }

    /** What came of it. */
    sealed interface Reply {

        /** What the receiver answered, if it did. */
        Optional<Integer> httpStatus();

        /** What kept it from answering. */
        Optional<String> error();

        /** Whether the receiver has the message. */
        default boolean isTaken() {
            return httpStatus().filter(status -> status >= 200 && status < 300).isPresent();
        }

        /**
         * The receiver has answered.
         *
         * @param retryAfter when it would like the next attempt, where it said so
         */
        record Answered(int status, Optional<Duration> retryAfter) implements Reply {
            @Override
            public Optional<Integer> httpStatus() {
                return Optional.of(status);
            }

            @Override
            public Optional<String> error() {
                return Optional.empty();
            }
        }

        /**
         * It has not.
         *
         * @param reason in the gateway's words, for whoever asked for the message
         */
        record Unanswered(String reason) implements Reply {
            @Override
            public Optional<Integer> httpStatus() {
                return Optional.empty();
            }

            @Override
            public Optional<String> error() {
                return Optional.of(reason);
            }
        }
    }
}
