package klinggateway.kling;

import com.fasterxml.jackson.databind.JsonNode;

/** What Kling answers to a request that makes nothing. */
public sealed interface Reply {

    /** Its {@code data}, in camelCase, with ids too long for a double as texts. */
    record Data(JsonNode data) implements Reply {}

    /** An error of Kling's, or no answer. */
    record Refused(KlingError error) implements Reply {}
}
