package klinggateway.callback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.http.Routes;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;
import klinggateway.kling.Kling;
import klinggateway.lifecycle.CallbackTokens;
import klinggateway.lifecycle.Sync;
import klinggateway.secret.Secret;
import klinggateway.secret.SecretSource;
import klinggateway.secret.WebhookSignature;

/**
 * {@code POST /callbacks/kling/{token}}: Kling says that a task has changed. If it says that the task has ended, Kling is
 * asked; nothing that the callback itself says is believed, not even if it is signed.
 */
public final class CallbackHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Set<String> FINAL = Set.of("succeed", "succeeded", "failed");

    private final CallbackTokens tokens;
    private final JobStore jobs;
    private final Sync sync;
    private final SecretSource webhookSecret;
    private final InstantSource clock;
    private final Routes routes;

    /** For Lambda. */
    public CallbackHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("callback", APIGatewayV2HTTPEvent.class, CallbackHandler::new);
    }

    private CallbackHandler(Wiring wiring) {
        this(
                wiring.secrets().callbackTokens(),
                wiring.stores().jobs(),
                wiring.sync(),
                wiring.secrets().klingWebhook(),
                wiring.clock(),
                wiring.routes());
    }

    /** @param webhookSecret what Kling signs callbacks with; empty if it has been told to sign none */
    CallbackHandler(
            CallbackTokens tokens,
            JobStore jobs,
            Sync sync,
            SecretSource webhookSecret,
            InstantSource clock,
            Routes routes) {
        this.tokens = tokens;
        this.jobs = jobs;
        this.sync = sync;
        this.webhookSecret = webhookSecret;
        this.clock = clock;
        this.routes = routes.open("POST /callbacks/kling/{token}", this::receive);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private Answer receive(Call call) {
        JobId id = tokens.verify(call.pathParameter("token"))
                .orElseThrow(() -> refused("This gateway has not made the token in the path"));
        call.subject().accept(id);
        verifySignature(call, id);
        if (FINAL.contains(status(call.json()))) {
            Optional<Job> open = jobs.find(id)
                    .filter(job -> job.sending().ever() && !job.state().isEnded());
            open.ifPresent(job -> sync.ask(job, call.deadline()));
        }
        return Answer.json(200, Map.of("received", true));
    }

    private void verifySignature(Call call, JobId id) {
        Secret secret = webhookSecret.get();
        if (secret.isEmpty()) {
            return;
        }
        if (!WebhookSignature.isClaimedBy(call.headers())) {
            if (jobs.find(id).filter(job -> !mayBeUnsigned(job)).isPresent()) {
                throw refused("Callbacks of this task have to be signed");
            }
            return;
        }
        WebhookSignature signature = WebhookSignature.of(secret).orElseThrow(() -> unusable(call));
        if (!signature.isRight(call.headers(), call.bytes(), clock.instant())) {
            throw refused("The signature is wrong, or more than 5 minutes off");
        }
    }

    /** Whether Kling signs callbacks of the older paths, too, is not documented; their token vouches for them. */
    private static boolean mayBeUnsigned(Job job) {
        return !Kling.isNewer(job.endpoint().path());
    }

    private static ProblemException unusable(Call call) {
        call.report()
                .accept(
                        new IllegalStateException(
                                "KLING_WEBHOOK_SECRET in the Kling secret is not 'whsec_' and base64, so no signature can be verified"));
        return ProblemException.later(
                ErrorCode.SYSTEM_ERROR, 503, "This gateway cannot verify signatures now", Duration.ofMinutes(5));
    }

    private static ProblemException refused(String detail) {
        return ProblemException.of(ErrorCode.AUTH_FAILED, 401, detail);
    }

    /** Kling's word for the task's state, in either generation's body, wrapped or flat (docs/kling.md, Callbacks). */
    private static String status(JsonNode body) {
        JsonNode task = body.path("data").has("task_id") ? body.path("data") : body;
        String legacy = task.path("task_status").asText();
        return legacy.isEmpty() ? task.path("status").asText() : legacy;
    }
}
