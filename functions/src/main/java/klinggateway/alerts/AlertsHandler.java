package klinggateway.alerts;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.InstantSource;
import klinggateway.Priming;
import klinggateway.Wiring;
import klinggateway.account.ResourcePacks;
import klinggateway.http.Answer;
import klinggateway.http.Json;
import klinggateway.http.Routes;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Deadline;
import klinggateway.watch.GatewayWatch;
import klinggateway.webhook.HttpCourier;

/** {@code /api/alerts}, and every minute: looks at the rules, and tells whom they name of what has begun and what is over. */
public final class AlertsHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final Round round;
    private final InstantSource clock;
    private final Routes routes;

    /** For Lambda. */
    public AlertsHandler() {
        this(Wiring.ofEnvironment());
        Priming.with("alerts", APIGatewayV2HTTPEvent.class, AlertsHandler::new);
    }

    private AlertsHandler(Wiring wiring) {
        this(
                AlertParts.of(
                        wiring.stores().alertRules(),
                        wiring.stores().alerts(),
                        new GatewayWatch(new GatewayWatch.Sources(
                                wiring.stores().usage(),
                                wiring.stores().rollups(),
                                wiring.stores().keys(),
                                wiring.stores().budgets(),
                                wiring.stores().jobs(),
                                wiring.stores().queueDepths(),
                                new ResourcePacks(wiring.kling(), wiring.clock()),
                                wiring.stores().reconciliations())),
                        wiring.stores().keys(),
                        new Outlets(
                                new HttpCourier(wiring.webhookTargets(), wiring.userAgent()),
                                wiring.webhookTargets(),
                                wiring.secrets().ofAlerts(),
                                wiring.stores().alertTopic(),
                                wiring.clock()),
                        wiring.publicUrl(),
                        wiring.log(),
                        wiring.random()),
                wiring.clock(),
                wiring.routes());
    }

    AlertsHandler(AlertParts parts, InstantSource clock, Routes routes) {
        this.round = parts.round();
        this.clock = clock;
        RuleRequests rules = parts.requests();
        AlertLists lists = parts.lists();
        this.routes = routes.on("GET /api/alerts", Scope.ADMIN, lists::overview)
                .on("GET /api/alerts/history", Scope.ADMIN, lists::history)
                .on("POST /api/alerts", Scope.ADMIN, rules::create)
                .on("GET /api/alerts/{id}", Scope.ADMIN, rules::show)
                .on("PUT /api/alerts/{id}", Scope.ADMIN, rules::replace)
                .on("DELETE /api/alerts/{id}", Scope.ADMIN, rules::delete)
                .on("POST /api/alerts/{id}/rotate", Scope.ADMIN, rules::rotate)
                .on(
                        "POST /api/alerts/{id}/test",
                        Scope.ADMIN,
                        call -> Answer.json(200, parts.samples().send(rules.named(call), call.deadline())));
    }

    /** @param event a request, or the event of a schedule, which has no route; that one's answer nobody reads but a log */
    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return event.getRouteKey() == null ? run(context) : routes.answer(event, context);
    }

    private APIGatewayV2HTTPResponse run(Context context) {
        Deadline deadline = Deadline.in(
                Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TO_ANSWER), clock);
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(200);
        response.setBody(Json.write(round.run(deadline)));
        return response;
    }
}
