package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.alert.Kind;
import klinggateway.alerts.TestAlerts;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules and alerts are told as described. */
class DescribedAlertsTest {

    private static final String RULE =
            "{\"name\":\"Mine\",\"condition\":{\"kind\":\"budgetSpent\",\"percent\":[90]},\"webhookUrl\":\"https://a.example/\"}";
    private static final String ROTATE = "POST /api/alerts/{id}/rotate";
    private static final String LARGE = "{\"name\":\"" + "x".repeat(5_500_000) + "\"}";

    private final Api api = new Api();
    private final TestGateway gateway = api.gateway;

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void rules_are_answered_as_described() {
        String reader = gateway.newKey("reader", Scope.READ);
        JsonNode made = Api.body(201, api.post("/api/alerts", RULE, Api.ADMIN));
        String id = made.path("id").asText();
        Api.body(400, api.post("/api/alerts", "{\"color\":1}", Api.ADMIN));
        Api.body(413, api.post("/api/alerts", LARGE, Api.ADMIN));
        JsonNode rules =
                Api.body(200, api.get("/api/alerts", Map.of(), Api.ADMIN)).path("rules");
        assertThat(rules).hasSize(12);
        assertThat(rules.findValuesAsText("kind"))
                .containsAll(List.of(Kind.values()).stream().map(Kind::word).toList());
        rules.forEach(rule -> assertThat(Api.body(
                        200, api.of("PUT /api/alerts/{id}", rule.path("id").asText(), Api.ADMIN, rule.toString())))
                .isNotEmpty());
        Api.body(200, api.of("GET /api/alerts/{id}", id, Api.ADMIN));
        Api.body(200, api.of("PUT /api/alerts/{id}", id, Api.ADMIN, made.toString()));
        Api.body(400, api.of("PUT /api/alerts/{id}", id, Api.ADMIN, "{}"));
        Api.body(413, api.of("PUT /api/alerts/{id}", id, Api.ADMIN, LARGE));
        Api.body(200, api.of("POST /api/alerts/{id}/test", id, Api.ADMIN, ""));
        Api.body(200, api.of(ROTATE, id, Api.ADMIN, "{\"graceMinutes\":60}"));
        Api.body(200, api.of(ROTATE, "slow-model", Api.ADMIN, ""));
        Api.body(400, api.of(ROTATE, id, Api.ADMIN, "{\"graceMinutes\":-1}"));
        Api.body(413, api.of(ROTATE, id, Api.ADMIN, LARGE));
        Api.body(200, api.of("DELETE /api/alerts/{id}", id, Api.ADMIN, ""));
        Api.body(200, api.of("DELETE /api/alerts/{id}", "spending", Api.ADMIN, ""));
        Api.body(409, api.of("DELETE /api/alerts/{id}", "spending", Api.ADMIN, ""));
        for (int i = 0; i < 89; i++) {
            Api.body(201, api.post("/api/alerts", RULE, Api.ADMIN));
        }
        Api.body(409, api.post("/api/alerts", RULE, Api.ADMIN));
        List<String> ofOne = List.of(
                "GET /api/alerts/{id}",
                "PUT /api/alerts/{id}",
                "DELETE /api/alerts/{id}",
                "POST /api/alerts/{id}/test",
                ROTATE);
        ofOne.forEach(route -> {
            String body = route.equals(ROTATE) ? "" : RULE;
            Api.body(404, api.of(route, "nothing", Api.ADMIN, body));
            Api.body(401, api.of(route, "spending", "", body));
            Api.body(403, api.of(route, "spending", reader, body));
        });
        Api.body(401, api.post("/api/alerts", RULE, ""));
        Api.body(401, api.get("/api/alerts", Map.of(), ""));
        Api.body(403, api.post("/api/alerts", RULE, reader));
        Api.body(403, api.get("/api/alerts", Map.of(), reader));
        api.drop("AlertsTable");
        ofOne.forEach(route -> Api.body(500, api.of(route, "spending", Api.ADMIN, route.equals(ROTATE) ? "" : RULE)));
        Api.body(500, api.post("/api/alerts", RULE, Api.ADMIN));
        Api.body(500, api.get("/api/alerts", Map.of(), Api.ADMIN));
        // That others keep changing a rule is for RuleRequestsTest.
        ofOne.stream()
                .filter(route -> !route.equals(ROTATE) && !route.startsWith("PUT"))
                .forEach(api::assertAllSeen);
        api.assertAllSeen("POST /api/alerts");
        api.assertAllSeen("GET /api/alerts");
    }

    @Test
    void alerts_are_told_as_described() {
        Policy policy = new Policy(
                Optional.of(0L),
                Optional.empty(),
                Policy.OPEN.zone(),
                Optional.empty(),
                Policy.OPEN.models(),
                Optional.empty(),
                10);
        String reader = gateway.newKey("reader", policy, Scope.READ);
        TestAlerts.on(gateway).handleRequest(Events.http("alerts"), new TestContext());

        assertThat(Api.body(200, api.get("/api/alerts", Map.of(), Api.ADMIN)).path("firing"))
                .hasSize(3);
        String cursor =
                Api.body(200, history(Map.of("limit", "2"))).path("cursor").asText();
        assertThat(Api.body(200, history(Map.of("cursor", cursor))).path("alerts"))
                .hasSize(1);
        Api.body(400, history(Map.of("limit", "0", "cursor", "x")));
        Api.body(401, api.get("/api/alerts/history", Map.of(), ""));
        Api.body(403, api.get("/api/alerts/history", Map.of(), reader));
        api.drop("AlertsTable");
        Api.body(500, history(Map.of()));
        api.assertAllSeen("GET /api/alerts/history");
    }

    private APIGatewayV2HTTPResponse history(Map<String, String> query) {
        return api.get("/api/alerts/history", query, Api.ADMIN);
    }
}
