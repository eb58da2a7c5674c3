package klinggateway.kling;

import com.fasterxml.jackson.databind.JsonNode;

/** What Kling answers to a request that makes nothing. */
public sealed interface Reply {

    /** Its {@code data}, as Kling wrote it. */
    record Data(JsonNode asWritten) implements Reply {

        /** The same in camelCase, with ids too long for a double as texts. */
        public JsonNode camelCased() {
            return Details.camelCased(asWritten);
        }
    }

    /** An error of Kling's, or no answer. */
    record Refused(KlingError error) implements Reply {}
}
