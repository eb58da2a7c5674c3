package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.alerts.TestAlerts;
import klinggateway.analytics.TestAnalytics;
import klinggateway.callback.TestCallback;
import klinggateway.emulators.template.Route;
import klinggateway.emulators.template.Template;
import klinggateway.generate.TestGenerate;
import klinggateway.keys.TestKeys;
import klinggateway.reconcile.TestReconcile;
import klinggateway.status.TestStatus;

/**
 * The whole HTTP API on the parts of a test, with the template's routes. Every answer is compared with the OpenAPI document, and
 * so is every request that is not refused.
 */
final class Api implements AutoCloseable {

    static final Template TEMPLATE = Template.read(Path.of("..", "infra", "template.yaml"), Map.of());
    static final String ADMIN = "kg_admin_" + TestGateway.ADMIN_SECRET;

    final TestGateway gateway = new TestGateway(50);
    final Description description = Description.of(gateway.catalogue);
    private final Map<String, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> functions =
            new HashMap<>();
    private final Map<String, Set<String>> seen = new HashMap<>();

    Api() {
        functions.put("GenerateFunction", TestGenerate.on(gateway));
        functions.put("StatusFunction", TestStatus.on(gateway));
        functions.put("AnalyticsFunction", TestAnalytics.on(gateway));
        functions.put("KeysFunction", TestKeys.on(gateway));
        functions.put("ReconcileFunction", TestReconcile.on(gateway));
        functions.put("AlertsFunction", TestAlerts.on(gateway));
        functions.put(
                "DashboardFunction", new DashboardHandler(gateway.catalogue, gateway.routes(), gateway.emulator.url()));
        webhookSecret("");
    }

    /** What Kling signs its callbacks with from now on. */
    void webhookSecret(String secret) {
        functions.put("CallbackFunction", TestCallback.on(gateway, secret));
    }

    APIGatewayV2HTTPResponse get(String path, Map<String, String> query, String key) {
        return send(Events.get(path, query, key));
    }

    APIGatewayV2HTTPResponse post(String path, String body, String key) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setRouteKey("POST " + path);
        event.setBody(body);
        return send(event);
    }

    /** A request for what has an id in its path. */
    APIGatewayV2HTTPResponse of(String route, String id, String key) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("status", key);
        event.setQueryStringParameters(Map.of());
        event.setRouteKey(route);
        event.setPathParameters(Map.of("id", id));
        return send(event);
    }

    /** The same with a body. */
    APIGatewayV2HTTPResponse of(String route, String id, String key, String json) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setRouteKey(route);
        event.setPathParameters(Map.of("id", id));
        event.setBody(json);
        return send(event);
    }

    APIGatewayV2HTTPResponse send(APIGatewayV2HTTPEvent request) {
        String route = request.getRouteKey();
        APIGatewayV2HTTPResponse answer = function(route).handleRequest(request, new TestContext());
        assertThat(description.problems(route, answer))
                .as("%s answered %s %s", route, answer.getStatusCode(), answer.getBody())
                .isEmpty();
        if (answer.getStatusCode() < 300) {
            assertThat(description.problems(request))
                    .as("%s took %s %s", route, request.getQueryStringParameters(), request.getBody())
                    .isEmpty();
        }
        seen.computeIfAbsent(route, _ -> new HashSet<>()).add(Integer.toString(answer.getStatusCode()));
        return answer;
    }

    /** The body of an answer that must have this status. */
    static JsonNode body(int status, APIGatewayV2HTTPResponse answer) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        return Description.json(answer.getBody());
    }

    /**
     * Every status that is documented of a route has been answered, so that none is there in vain. That of a key that has used
     * up its requests is the same for all.
     */
    void assertAllSeen(String route) {
        Set<String> answered = new HashSet<>(seen.getOrDefault(route, Set.of()));
        Set<String> documented = new HashSet<>(description.statuses(route));
        answered.remove("429");
        documented.remove("429");
        assertThat(answered).as("answers of %s", route).containsExactlyInAnyOrderElementsOf(documented);
    }

    /** A key whose look-up nobody has kept. */
    static String unseenKey() {
        return "kg_unseen_" + "x".repeat(40);
    }

    /** What is kept there cannot be read or written any more. */
    void drop(String table) {
        gateway.dynamoDb().deleteTable(request -> request.tableName(table));
    }

    private RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function(String routeKey) {
        String id = TEMPLATE.routes().stream()
                .filter(route -> route.key().equals(routeKey))
                .map(Route::functionId)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the template has no route " + routeKey));
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> function = functions.get(id);
        if (function == null) {
            throw new AssertionError("the function " + id + " is not part of this test yet");
        }
        return function;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
