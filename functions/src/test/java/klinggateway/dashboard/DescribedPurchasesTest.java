package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestGateway;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that can come of an order, on each route that takes one, is as the OpenAPI document says. */
class DescribedPurchasesTest {

    private final Api api = new Api();
    private final TestGateway gateway = api.gateway;

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/generate-video | {\"prompt\":\"A boat HOOK\"}",
                "/api/generate-image | {\"kind\":\"omni-image\",\"prompt\":\"A boat HOOK\"}",
                "/api/elements | {\"elementName\":\"Boat\",\"elementDescription\":\"A boat HOOK\","
                        + "\"referenceType\":\"video_refer\","
                        + "\"elementVideoList\":{\"referVideos\":[{\"videoUrl\":\"https://a.example/1.mp4\"}]}}",
                "/api/voices | {\"voiceName\":\"Mate\",\"voiceUrl\":\"https://a.example/1.mp3#HOOK\"}",
            })
    void whatever_comes_of_an_order_is_described(String route, String order) {
        String key = gateway.newKey("orderer", Scope.GENERATE);
        gateway.accepted("A boat that testkey has paid for");
        String poor = gateway.newKey(TestGateway.KEY_ID, policy(1, 1_000), Scope.GENERATE);
        String hasty = gateway.newKey("hasty", policy(1_000_000, 1), Scope.GENERATE);

        Api.body(200, order(route, order, "", key));
        Api.body(202, order(route, order, "[[sim:http=504-after-create]]", key));
        JsonNode invalid = Api.body(400, api.post(route, "{\"surprise\":1}", key));
        assertThat(invalid.path("invalidParameters")).isNotEmpty();
        JsonNode refused = Api.body(400, order(route, order, "[[sim:code=1201]]", key));
        assertThat(refused.at("/upstream/code").asInt()).isEqualTo(1201);
        Api.body(400, api.post(route, "[]", key));
        Api.body(401, order(route, order, "", "kg_nobody_" + "x".repeat(40)));
        Api.body(401, api.send(withoutKey(route)));
        JsonNode overBudget = Api.body(402, order(route, order, "", poor));
        assertThat(overBudget.path("resetAt").asText()).isEqualTo("2026-12-01T00:00:00Z");
        Api.body(403, order(route, order, "", gateway.newKey("reader", Scope.READ)));
        Api.body(413, api.post(route, "{\"prompt\":\"" + "x".repeat(5_500_000) + "\"}", key));
        Api.body(422, order(route, order, "[[sim:code=1301]]", key));
        Api.body(502, order(route, order, "[[sim:code=1103]]", key));
        repeated(route, order.replace("HOOK", ""), key);
        Api.body(202, order(route, order, "[[sim:code=1102]]", key));
        Api.body(503, order(route, order, "", key));
        gateway.time.pass(Duration.ofMinutes(6));
        Api.body(202, order(route, order, "", hasty));
        Api.body(429, order(route, order, "", hasty));
        api.drop("KeysTable");
        Api.body(500, order(route, order, "", Api.unseenKey()));

        api.assertAllSeen("POST " + route);
    }

    private void repeated(String route, String order, String key) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setRouteKey("POST " + route);
        event.setBody(order);
        event.getHeaders().put("idempotency-key", "boat 1");

        JsonNode first = Api.body(200, api.send(event));
        APIGatewayV2HTTPResponse second = api.send(event);
        event.setBody("{\"prompt\":\"Another boat\"}");
        JsonNode other = Api.body(422, api.send(event));
        event.getHeaders().put("idempotency-key", "boat\t1");

        assertThat(Api.body(200, second).path("jobId")).isEqualTo(first.path("jobId"));
        assertThat(second.getHeaders()).containsEntry("idempotent-replayed", "true");
        assertThat(other.path("code").asText()).isEqualTo("INVALID_PARAMETERS");
        Api.body(400, api.send(event));
    }

    private static Policy policy(long monthlyMicroUsd, int queuedJobs) {
        return new Policy(
                Optional.of(monthlyMicroUsd),
                Optional.empty(),
                ZoneOffset.UTC,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                queuedJobs);
    }

    private APIGatewayV2HTTPResponse order(String route, String order, String hook, String key) {
        return api.post(route, order.replace("HOOK", hook), key);
    }

    private static APIGatewayV2HTTPEvent withoutKey(String path) {
        APIGatewayV2HTTPEvent event = Events.http("generate");
        event.setRouteKey("POST " + path);
        event.setHeaders(Map.of());
        return event;
    }
}
