package klinggateway.http;

import java.time.Duration;
import java.util.Optional;
import klinggateway.job.JobId;
import klinggateway.job.Upstream;
import klinggateway.keys.Key;
import klinggateway.log.Line;

/** What becomes known of one request while it is answered, for its line in the log. */
final class Trail {

    private final String requestId;
    private final String route;
    private Optional<String> keyId = Optional.empty();
    private Optional<JobId> job = Optional.empty();
    private Optional<ProblemException> problem = Optional.empty();

    /** @param route as API Gateway writes it; a path could have a token in it */
    Trail(String requestId, String route) {
        this.requestId = requestId;
        this.route = route;
    }

    void caller(Key key) {
        keyId = Optional.of(key.id());
    }

    void job(JobId id) {
        job = Optional.of(id);
    }

    void problem(ProblemException told) {
        problem = Optional.of(told);
    }

    Line line(int status, Duration took) {
        Optional<Upstream> upstream = problem.flatMap(ProblemException::upstream);
        return Line.of("answered")
                .with("requestId", requestId)
                .with("route", route)
                .with("status", status)
                .withText("code", problem.map(told -> told.code().name()))
                .withNumber("klingCode", upstream.flatMap(Upstream::code))
                .withText("klingRequestId", upstream.flatMap(Upstream::requestId))
                .withText("keyId", keyId)
                .withText("jobId", job.map(JobId::text))
                .with("ms", took.toMillis());
    }
}
