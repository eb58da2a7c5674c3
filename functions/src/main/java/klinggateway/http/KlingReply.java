package klinggateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import klinggateway.job.Failure;
import klinggateway.job.Upstream;
import klinggateway.kling.KlingError;
import klinggateway.kling.Reply;
import klinggateway.lifecycle.Failures;

/** Passes on what Kling answers to requests that make nothing. */
public final class KlingReply {

    private static final Duration SOON = Duration.ofSeconds(10);

    private KlingReply() {}

    /** What Kling tells; its refusal ends the request, in the gateway's words and Kling's. */
    public static JsonNode data(Reply reply) {
        return switch (reply) {
            case Reply.Data data -> data.camelCased();
            case Reply.Refused(var error) -> throw problem(error);
        };
    }

    /** What a caller is told who cannot have what Kling refused. */
    public static ProblemException problem(KlingError error) {
        Failure failure = Failures.of(error);
        boolean passes = error.kind() == KlingError.Kind.UNAVAILABLE || error.kind() == KlingError.Kind.RATE;
        if (!passes) {
            return JobError.of(failure).problem();
        }
        Optional<Upstream> upstream = failure.upstream();
        return ProblemException.later(ErrorCode.SERVICE_ERROR, 503, "Kling cannot be asked at the moment", SOON)
                .with(upstream);
    }
}
