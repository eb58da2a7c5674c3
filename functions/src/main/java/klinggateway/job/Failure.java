package klinggateway.job;

import java.util.Optional;

/**
 * Why a job did not succeed, or was not taken on.
 *
 * @param errorClass the closed class usage is counted by
 * @param message what it means and what can be done about it, in the gateway's words
 * @param upstream Kling's own words, where it gave any
 * @param outcomeUnknown whether the task may exist at Kling all the same
 */
public record Failure(ErrorClass errorClass, String message, Optional<Upstream> upstream, boolean outcomeUnknown) {}
