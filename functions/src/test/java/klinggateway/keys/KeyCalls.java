package klinggateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;

/** Requests to the routes of keys, by default with the admin key. */
record KeyCalls(KeysHandler handler) {

    static final String ADMIN = "kg_admin_" + TestGateway.ADMIN_SECRET;

    static KeyCalls of(TestGateway gateway) {
        return of(gateway, gateway.keys);
    }

    static KeyCalls of(TestGateway gateway, KeyStore keys) {
        return new KeyCalls(new KeysHandler(
                keys,
                gateway.keyTokens,
                gateway.webhookSecrets,
                gateway.budgets,
                gateway.random,
                gateway.time,
                gateway.routes()));
    }

    APIGatewayV2HTTPResponse create(String body) {
        return send("POST /api/keys", Map.of(), body, ADMIN);
    }

    /** A key like the one of the sample event, as the answer shows it. */
    JsonNode sample() {
        return Events.body(handler.handleRequest(Events.http("keys"), new TestContext()));
    }

    APIGatewayV2HTTPResponse list(String key) {
        return send("GET /api/keys", Map.of(), "", key);
    }

    APIGatewayV2HTTPResponse show(String id) {
        return send("GET /api/keys/{id}", id, "");
    }

    APIGatewayV2HTTPResponse change(String id, String body) {
        return send("PATCH /api/keys/{id}", id, body);
    }

    APIGatewayV2HTTPResponse rotate(String id, String body) {
        return send("POST /api/keys/{id}/rotate", id, body);
    }

    APIGatewayV2HTTPResponse revoke(String id) {
        return send("DELETE /api/keys/{id}", id, "");
    }

    private APIGatewayV2HTTPResponse send(String route, String id, String body) {
        return send(route, Map.of("id", id), body, ADMIN);
    }

    private APIGatewayV2HTTPResponse send(String route, Map<String, String> path, String body, String key) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("keys", key);
        event.setRouteKey(route);
        event.setPathParameters(path);
        event.setBody(body);
        return handler.handleRequest(event, new TestContext());
    }

    /** The key as the answers to changes show it, out of the answer that shows what it has spent, too. */
    static String withoutSpending(APIGatewayV2HTTPResponse shown) {
        assertThat(shown.getBody()).contains("\"spending\":{\"period\":\"2026-");
        return shown.getBody().replaceFirst(",\"spending\":\\{[^}]*}", "");
    }
}
