package klinggateway.job;

import java.util.Optional;

/**
 * Why a job did not succeed.
 *
 * @param errorClass the closed class usage is counted by
 * @param message the reason, written for the caller; Kling's own words where it gave any
 * @param upstreamCode Kling's error code, where there was one
 * @param upstreamRequestId Kling's id of the answer that said so
 * @param outcomeUnknown whether the task may exist at Kling all the same
 */
public record Failure(
        ErrorClass errorClass,
        String message,
        Optional<Integer> upstreamCode,
        Optional<String> upstreamRequestId,
        boolean outcomeUnknown) {}
