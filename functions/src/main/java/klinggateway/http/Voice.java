package klinggateway.http;

import java.util.Map;

/** How a route tells its callers what has gone wrong. */
@FunctionalInterface
public interface Voice {

    /**
     * The answer instead of the one that was asked for. Headers that every such answer has are added by {@link Routes}.
     *
     * @param requestId tells the request from others, in the log, too
     */
    Answer.OfJson tell(ProblemException problem, String requestId);

    /** The gateway's own: {@code application/problem+json}. */
    static Answer.OfJson ofProblems(ProblemException problem, String requestId) {
        return new Answer.OfJson(
                problem.status(), Map.of("content-type", "application/problem+json"), Problem.of(problem, requestId));
    }
}
