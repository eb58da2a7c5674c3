package klinggateway.callback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Wiring;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.http.Routes;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;
import klinggateway.lifecycle.CallbackTokens;
import klinggateway.lifecycle.Sync;

/**
 * {@code POST /callbacks/kling/{token}}: Kling says that a task has changed. If it says that the task has ended, Kling is
 * asked; nothing that the callback itself says is believed.
 */
public final class CallbackHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Set<String> FINAL = Set.of("succeed", "succeeded", "failed");

    private final CallbackTokens tokens;
    private final JobStore jobs;
    private final Sync sync;
    private final Routes routes;

    /** For Lambda. */
    public CallbackHandler() {
        this(Wiring.ofEnvironment());
    }

    private CallbackHandler(Wiring wiring) {
        this(wiring.callbackTokens(), wiring.jobs(), wiring.sync(), wiring.routes());
    }

    CallbackHandler(CallbackTokens tokens, JobStore jobs, Sync sync, Routes routes) {
        this.tokens = tokens;
        this.jobs = jobs;
        this.sync = sync;
        this.routes = routes.open("POST /callbacks/kling/{token}", this::receive);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private Answer receive(Call call) {
        JobId id = tokens.verify(call.pathParameter("token"))
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.AUTH_FAILED, 401, "This gateway has not made the token in the path"));
        if (FINAL.contains(status(call.json()))) {
            Optional<Job> open = jobs.find(id)
                    .filter(job -> job.sending().ever() && !job.state().isEnded());
            open.ifPresent(job -> sync.ask(job, call.deadline()));
        }
        return Answer.json(200, Map.of("received", true));
    }

    /** Kling's word for the task's state, in either generation's body, wrapped or flat (docs/kling.md, Callbacks). */
    private static String status(JsonNode body) {
        JsonNode task = body.path("data").has("task_id") ? body.path("data") : body;
        String legacy = task.path("task_status").asText();
        return legacy.isEmpty() ? task.path("status").asText() : legacy;
    }
}
