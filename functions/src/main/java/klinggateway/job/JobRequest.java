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
 */
public record JobRequest(
        String body, String promptHead, String sha256, Optional<String> baseUrl, Map<String, String> metadata) {}
