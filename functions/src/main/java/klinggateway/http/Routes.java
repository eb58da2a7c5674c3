package klinggateway.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import klinggateway.keys.Key;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Deadline;
import klinggateway.log.EventLog;
import klinggateway.log.Timing;

/**
 * The routes of one function, and the one place that authenticates, turns results into HTTP, and turns errors into
 * problems. What a handler throws on purpose is for the caller; everything else is logged whole and told by its code only.
 */
public final class Routes {

    /** API Gateway gives up after 30 s, and the function needs a moment to write its answer. */
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private static final Duration TO_ANSWER = Duration.ofSeconds(3);

    private static final Key NOBODY =
            Key.create("nobody", "nobody", "", Set.of(), Instant.EPOCH, Optional.empty(), Policy.OPEN);

    private final Authentication authentication;
    private final Optional<String> publicUrl;
    private final EventLog log;
    private final InstantSource clock;
    private final Map<String, Route> routes = new HashMap<>();

    /** @param publicUrl the gateway's URL where it is not the domain that requests come in by */
    public Routes(Authentication authentication, Optional<String> publicUrl, EventLog log, InstantSource clock) {
        this.authentication = authentication;
        this.publicUrl = publicUrl;
        this.log = log;
        this.clock = clock;
    }

    /** @param access whom it is for; open to everybody if empty */
    private record Route(
            Optional<Access> access,
            ErrorCode whenItFails,
            int statusWhenItFails,
            Voice voice,
            Function<Call, Answer> answer) {

        Route(Optional<Access> access, Function<Call, Answer> answer) {
            this(access, ErrorCode.SYSTEM_ERROR, 500, Voice::ofProblems, answer);
        }
    }

    /** @param scope what the key has to have, if anything */
    private record Access(Optional<Scope> scope) {}

    /** A route for keys with {@code scope}, as API Gateway writes it: {@code GET /api/jobs/{id}}. */
    public Routes on(String routeKey, Scope scope, Function<Call, Answer> answer) {
        return on(routeKey, scope, ErrorCode.SYSTEM_ERROR, 500, answer);
    }

    /** A route with an error code of its own for what goes wrong without the caller's doing. */
    public Routes on(
            String routeKey, Scope scope, ErrorCode whenItFails, int statusWhenItFails, Function<Call, Answer> answer) {
        Access access = new Access(Optional.of(scope));
        routes.put(routeKey, new Route(Optional.of(access), whenItFails, statusWhenItFails, Voice::ofProblems, answer));
        return this;
    }

    /** A route for every valid key, whatever its scopes. */
    public Routes onAnyKey(String routeKey, Function<Call, Answer> answer) {
        routes.put(routeKey, new Route(Optional.of(new Access(Optional.empty())), answer));
        return this;
    }

    /** The same for what answers many paths, and tells its errors in words of its own. */
    public Routes onAnyKey(String routeKey, Voice voice, Function<Call, Answer> answer) {
        Access access = new Access(Optional.empty());
        routes.put(routeKey, new Route(Optional.of(access), ErrorCode.SYSTEM_ERROR, 500, voice, answer));
        return this;
    }

    /** A route that needs no key. */
    public Routes open(String routeKey, Function<Call, Answer> answer) {
        routes.put(routeKey, new Route(Optional.empty(), answer));
        return this;
    }

    public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
        Instant started = clock.instant();
        String requestId = event.getRequestContext().getRequestId();
        Trail trail = new Trail(requestId, event.getRouteKey());
        Timing timing = new Timing();
        APIGatewayV2HTTPResponse response = timing.during(() -> {
            try {
                return respond(event, context, trail);
            } catch (ProblemException problem) {
                trail.problem(problem);
                return problem(problem, voice(event), requestId);
            }
        });
        Duration took = Duration.between(started, clock.instant());
        response.getHeaders().put("server-timing", timing.header(took));
        log.write(trail.line(response.getStatusCode(), took));
        return response;
    }

    /** Throws nothing but problems, which are for the caller. */
    private APIGatewayV2HTTPResponse respond(APIGatewayV2HTTPEvent event, Context context, Trail trail) {
        Route route = routes.get(event.getRouteKey());
        if (route == null) {
            throw ProblemException.of(
                    ErrorCode.INVALID_PARAMETERS, 404, "There is no such route: " + event.getRouteKey());
        }
        try {
            Deadline deadline = Deadline.in(timeFor(context), clock);
            Call anonymous = Call.of(event, NOBODY, deadline, trail::job, e -> log(event, context, e), publicUrl);
            Key caller = route.access()
                    .map(access -> authentication.authenticate(
                            anonymous.header("authorization"), access.scope(), event.getRouteKey()))
                    .orElse(NOBODY);
            route.access().ifPresent(needed -> trail.caller(caller));
            return response(
                    route.answer().apply(anonymous.by(caller)),
                    event.getRequestContext().getRequestId());
        } catch (ProblemException problem) {
            throw problem;
        } catch (RuntimeException e) {
            log(event, context, e);
            String detail = "Something went wrong inside the gateway; its log has the details under this requestId";
            throw route.statusWhenItFails() == 503
                    ? ProblemException.later(route.whenItFails(), 503, detail, Duration.ofSeconds(2))
                    : ProblemException.of(route.whenItFails(), route.statusWhenItFails(), detail);
        }
    }

    private static Duration timeFor(Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER);
        return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }

    private static APIGatewayV2HTTPResponse response(Answer answer, String requestId) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("x-request-id", requestId);
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(answer.status());
        switch (answer) {
            case Answer.OfJson json -> {
                headers.putIfAbsent("content-type", "application/json");
                headers.putIfAbsent("cache-control", "no-store");
                response.setBody(Json.write(json.value()));
            }
            case Answer.OfText text -> response.setBody(text.text());
            case Answer.OfBytes bytes -> {
                response.setBody(Base64.getEncoder().encodeToString(bytes.bytes()));
                response.setIsBase64Encoded(true);
            }
        }
        response.setHeaders(headers);
        return response;
    }

    private Voice voice(APIGatewayV2HTTPEvent event) {
        Route route = routes.get(event.getRouteKey());
        return route == null ? Voice::ofProblems : route.voice();
    }

    private static APIGatewayV2HTTPResponse problem(ProblemException problem, Voice voice, String requestId) {
        Answer.OfJson told = voice.tell(problem, requestId);
        Map<String, String> headers = new HashMap<>(told.headers());
        problem.retryAfter()
                .ifPresent(after -> headers.put("retry-after", Long.toString(Math.max(1, after.toSeconds()))));
        if (told.status() == 401) {
            headers.put("www-authenticate", "Bearer");
        }
        return response(new Answer.OfJson(told.status(), headers, told.value()), requestId);
    }

    private static void log(APIGatewayV2HTTPEvent event, Context context, RuntimeException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        Map<String, String> line = new LinkedHashMap<>();
        line.put("level", "ERROR");
        line.put("route", event.getRouteKey());
        line.put("requestId", event.getRequestContext().getRequestId());
        line.put("error", trace.toString());
        context.getLogger().log(Json.write(line) + "\n");
    }
}
