package klinggateway.keys;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysHandlerTest {

    private final TestGateway gateway = new TestGateway();
    private final KeysHandler handler = KeyCalls.of(gateway).handler();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_key_is_shown_once_and_kept_as_a_digest() {
        APIGatewayV2HTTPResponse response = handler.handleRequest(Events.http("keys"), new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(201);
        JsonNode created = body(response);
        KeyText text = KeyText.parse(created.path("key").asText()).orElseThrow();
        Key stored = gateway.keys.find(created.path("id").asText()).orElseThrow();
        assertThat(stored.digest()).isEqualTo(text.digest());
        assertThat(stored.toString()).doesNotContain(text.secret().reveal());
        assertThat(stored.scopes()).containsExactlyInAnyOrder(Scope.GENERATE, Scope.READ, Scope.USAGE);
        APIGatewayV2HTTPResponse list = list("kg_admin_" + TestGateway.ADMIN_SECRET);
        assertThat(created.path("accessKey").asText()).isEqualTo(stored.id());
        assertThat(created.path("secretKey").asText()).hasSize(64);
        assertThat(stored.toString()).doesNotContain(created.path("secretKey").asText());
        assertThat(list.getBody())
                .contains(stored.id())
                .doesNotContain("secretKey", created.path("secretKey").asText())
                .doesNotContain(text.secret().reveal());
    }

    @Test
    void a_new_key_works_and_a_wrong_secret_does_not() {
        String key = body(handler.handleRequest(Events.http("keys"), new TestContext()))
                .path("key")
                .asText();
        String wrong = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");

        assertThat(list(key).getStatusCode()).isEqualTo(403);
        assertThat(list(wrong).getStatusCode()).isEqualTo(401);
        assertThat(list("kg_admin_" + "x".repeat(44)).getStatusCode()).isEqualTo(401);
    }

    @Test
    void every_key_sees_itself_whatever_its_scopes_and_nobody_else() {
        String recorder = gateway.newKey("recorder", Scope.RECORD);

        APIGatewayV2HTTPEvent event = Events.get("/api/keys/self", Map.of(), recorder);
        JsonNode self = body(handler.handleRequest(event, new TestContext()));

        assertThat(self.path("id").asText()).isEqualTo("recorder");
        assertThat(self.path("scopes")).extracting(JsonNode::asText).containsExactly("record");
        assertThat(self.path("spending").path("spentMicroUsd").asLong(-1)).isZero();
        assertThat(self.path("spending").path("resetAt").asText()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(self.has("key")).isFalse();
    }

    @Test
    void the_list_tells_what_each_key_has_spent_in_its_own_month() {
        gateway.newKey(TestGateway.KEY_ID, Scope.GENERATE);
        gateway.newKey("idle", Scope.GENERATE);
        gateway.order("A boat");

        JsonNode keys = body(list("kg_admin_" + TestGateway.ADMIN_SECRET)).path("keys");

        Map<String, Long> reserved = new HashMap<>();
        keys.forEach(key -> reserved.put(
                key.path("id").asText(), key.at("/spending/reservedMicroUsd").asLong(-1)));
        assertThat(reserved).isEqualTo(Map.of(TestGateway.KEY_ID, 210_000L, "idle", 0L));
    }

    @Test
    void a_key_ends_when_it_expires() {
        APIGatewayV2HTTPEvent event = Events.http("keys");
        event.setBody("{\"name\":\"short\",\"scopes\":[\"admin\"],\"expiresAt\":\"2026-11-24T14:00:00Z\"}");
        String key = body(handler.handleRequest(event, new TestContext()))
                .path("key")
                .asText();

        assertThat(list(key).getStatusCode()).isEqualTo(200);
        gateway.time.pass(Duration.ofHours(1));
        assertThat(list(key).getStatusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scopes\":[\"read\"]} | /name",
                "{\"name\":\"x\",\"scopes\":[]} | /scopes",
                "{\"name\":\"x\",\"scopes\":[\"everything\"]} | /scopes",
                "{\"name\":\"x\",\"scopes\":\"read\"} | /scopes",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"tomorrow\"} | /expiresAt",
                "{\"name\":\"x\",\"scopes\":[\"read\"],\"budget\":5} | /budget",
            })
    void a_request_that_makes_no_sense_is_told_so(String json, String pointer) {
        APIGatewayV2HTTPEvent event = Events.http("keys");
        event.setBody(json);

        APIGatewayV2HTTPResponse response = handler.handleRequest(event, new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo(pointer);
        assertThat(gateway.keys.all()).isEmpty();
    }

    private APIGatewayV2HTTPResponse list(String key) {
        return handler.handleRequest(Events.get("/api/keys", Map.of(), key), new TestContext());
    }
}
