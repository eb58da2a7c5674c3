package klinggateway.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Upstream;

/**
 * An error as callers see it: {@code application/problem+json} (RFC 9457) with the gateway's own members.
 *
 * @param detail what is wrong and what to do, written for the caller
 * @param instance the request, by its id
 * @param retryable whether the same request may succeed later
 * @param upstream what Kling said, where that is the reason
 * @param members what only this kind of problem has
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        ErrorCode code,
        String requestId,
        boolean retryable,
        Optional<List<InvalidParameter>> invalidParameters,
        Optional<Upstream> upstream,
        @JsonAnyGetter Map<String, Object> members) {

    /** The problem as the answer to a request tells it. */
    public static Problem of(ProblemException problem, String requestId) {
        return new Problem(
                "urn:kling-gateway:problem:" + problem.code(),
                problem.code().title(),
                problem.status(),
                problem.detail(),
                "urn:kling-gateway:request:" + requestId,
                problem.code(),
                requestId,
                problem.isRetryable(),
                problem.invalidParameters().isEmpty() ? Optional.empty() : Optional.of(problem.invalidParameters()),
                problem.upstream(),
                problem.members());
    }
}
