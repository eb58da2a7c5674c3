package klinggateway.job;

import java.util.Map;
import java.util.Optional;

/**
 * What is needed to send a job to Kling, again and again if need be, and what its caller wants to find with it.
 *
 * @param body the JSON for Kling, without the external id and the callback URL, which are added when it is sent
 * @param promptHead the first 500 characters of the prompt, for lists
 * @param sha256 the hash of the normalised request, in hexadecimal
 * @param baseUrl the gateway's own URL as the caller used it, for Kling's callbacks; empty if Kling could not reach it
 * @param extras what its caller wants beside the generation
 */
public record JobRequest(String body, String promptHead, String sha256, Optional<String> baseUrl, Extras extras) {

    /**
     * What the caller wants with the job; Kling sees nothing of it.
     *
     * @param metadata the caller's own, given back with the job
     * @param externalId the caller's own id of the job, unique among the key's, to find it by
     * @param webhook where the caller wants to hear of it
     * @param asked a JSON object of what the caller asked for in words that are not the catalogue's, to be given back
     */
    public record Extras(
            Map<String, String> metadata,
            Optional<String> externalId,
            Optional<Webhook> webhook,
            Optional<String> asked) {

        public static final Extras NONE = of(Map.of());

        /** No more than the caller's own words. */
        public static Extras of(Map<String, String> metadata) {
            return new Extras(metadata, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
