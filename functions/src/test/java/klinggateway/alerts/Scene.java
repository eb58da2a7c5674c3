package klinggateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.alert.Alert;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Rule;
import klinggateway.alert.Rules;
import klinggateway.alert.Subject;
import klinggateway.alert.Watch;
import klinggateway.webhook.ScriptedCourier;

/** The function with a watch made of data, receivers that are scripted, and an admin who sends requests. */
final class Scene implements AutoCloseable, Watch {

    static final String ADMIN = "kg_admin_" + TestGateway.ADMIN_SECRET;
    static final String QUEUE = "queue-wait";
    private static final APIGatewayV2HTTPEvent SCHEDULE = Events.http("alerts");

    final TestGateway gateway;
    final ScriptedCourier courier = new ScriptedCourier();
    final ScriptedTopic topic = new ScriptedTopic();
    final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler;
    private final Map<String, Reading> readings = new HashMap<>();

    Scene(TestGateway gateway) {
        this(gateway, gateway.alertRules);
    }

    /** With rules of its own. */
    Scene(TestGateway gateway, Rules rules) {
        this.gateway = gateway;
        this.handler = TestAlerts.on(
                gateway, rules, gateway.alerts, this, courier, topic, gateway.log, gateway.time, gateway.random);
    }

    @Override
    public Map<Rule, Reading> look(Collection<Rule> rules, Instant now) {
        Map<Rule, Reading> told = new HashMap<>();
        rules.forEach(rule -> told.put(rule, readings.getOrDefault(rule.id(), new Reading.Known(List.of()))));
        return told;
    }

    /** From now on a rule finds this at the video pool. */
    void finds(String ruleId) {
        readings.put(ruleId, new Reading.Known(List.of(finding())));
    }

    /** From now on a rule finds nothing. */
    void findsNothing(String ruleId) {
        readings.put(ruleId, new Reading.Known(List.of()));
    }

    static Finding finding() {
        return new Finding(
                new Subject(Subject.Sort.POOL, "video"),
                "30 min",
                "",
                "The oldest job of the pool video has been waiting for 31 minutes.",
                "Buy a larger pack, or wait.",
                Map.of("waitingSeconds", 1_860, "jobs", 12),
                "/?view=status");
    }

    /** One run of the schedule. */
    JsonNode run() {
        return Events.body(handler.handleRequest(SCHEDULE, new TestContext()));
    }

    /** Runs once a minute for so long. */
    void runFor(Duration length) {
        for (long minute = 0; minute < length.toMinutes(); minute++) {
            run();
            gateway.time.pass(Duration.ofMinutes(1));
        }
    }

    JsonNode send(String route, String id, String body, int status) {
        APIGatewayV2HTTPResponse answer = answer(route, id, body);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        return Events.body(answer);
    }

    int status(String route, String id, String body) {
        return answer(route, id, body).getStatusCode();
    }

    private APIGatewayV2HTTPResponse answer(String route, String id, String body) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("keys", ADMIN);
        event.setRouteKey(route);
        event.setPathParameters(Map.of("id", id));
        event.setQueryStringParameters(Map.of());
        event.setBody(body);
        return handler.handleRequest(event, new TestContext());
    }

    JsonNode history(Map<String, String> query) {
        return Events.body(handler.handleRequest(Events.get("/api/alerts/history", query, ADMIN), new TestContext()));
    }

    List<Alert> alerts() {
        return gateway.alerts.history(1_000, Optional.empty());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
