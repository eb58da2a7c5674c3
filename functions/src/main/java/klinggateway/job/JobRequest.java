package klinggateway.job;

import java.util.Map;
import java.util.Optional;

/**
 * What is needed to send a job to Kling, again and again if need be, and what its caller wants to find with it.
 *
 * @param body the JSON for Kling, without the external id and the callback URL, which are added when it is sent
 * @param baseUrl the gateway's own URL as the caller used it, for Kling's callbacks; empty if Kling could not reach it
 */
public record JobRequest(String body, Optional<String> baseUrl, Extras extras) {

    /**
     * What is kept for the caller as long as the job itself, while the body is not; Kling sees nothing of it.
     *
     * @param promptHead the first 500 characters of the prompt
     * @param watermark whether the results were ordered with a watermark beside them
     * @param metadata the caller's own, given back with the job
     * @param externalId the caller's own id of the job, unique among the key's, to find it by
     * @param webhook where the caller wants to hear of it
     * @param asked a JSON object of what the caller asked for in words that are not the catalogue's, to be given back
     */
    public record Extras(
            String promptHead,
            boolean watermark,
            Map<String, String> metadata,
            Optional<String> externalId,
            Optional<Webhook> webhook,
            Optional<String> asked) {

        public static final Extras NONE = of(Map.of(), Optional.empty());

        /** No more than the caller's own words, and where to tell of the job. */
        public static Extras of(Map<String, String> metadata, Optional<Webhook> webhook) {
            return new Extras("", false, metadata, Optional.empty(), webhook, Optional.empty());
        }

        /** The same with what is kept of the order itself. */
        public Extras of(String prompt, boolean isWatermarked) {
            return new Extras(prompt, isWatermarked, metadata, externalId, webhook, asked);
        }

        /** The same with other words of the caller's. */
        public Extras asking(String words) {
            return new Extras(promptHead, watermark, metadata, externalId, webhook, Optional.of(words));
        }
    }
}
