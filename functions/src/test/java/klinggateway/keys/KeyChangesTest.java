package klinggateway.keys;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyChangesTest {

    private static final String ADMIN_SCOPE = "{\"name\":\"boss\",\"scopes\":[\"admin\"]}";
    private static final Duration LONGEST_EFFECT = Duration.ofSeconds(30);

    private final TestGateway gateway = new TestGateway();
    private final KeyCalls calls = KeyCalls.of(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_change_touches_what_it_names_and_null_removes_a_limit() {
        String id = id(calls.create("{\"name\":\"team\",\"scopes\":[\"read\"],\"expiresAt\":\"2027-01-01T00:00:00Z\","
                + "\"monthlyBudget\":10,\"totalBudget\":90,\"timeZone\":\"Asia/Tokyo\",\"queuedJobs\":5}"));

        APIGatewayV2HTTPResponse response = calls.change(
                id,
                "{\"name\":\"crew\",\"expiresAt\":null,\"monthlyBudget\":null,\"timeZone\":null,\"queuedJobs\":null,"
                        + "\"models\":[\"kling-v3\"]}");

        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        Key changed = gateway.keys.find(id).orElseThrow();
        assertThat(changed.name()).isEqualTo("crew");
        assertThat(changed.scopes()).containsExactly(Scope.READ);
        assertThat(changed.expiresAt()).isEmpty();
        assertThat(changed.policy())
                .isEqualTo(new Policy(
                        Optional.empty(),
                        Optional.of(90_000_000L),
                        Policy.OPEN.zone(),
                        Optional.empty(),
                        Set.of("kling-v3"),
                        Optional.empty(),
                        Policy.OPEN.queuedJobs()));
        assertThat(response.getBody()).isEqualTo(KeyCalls.withoutSpending(calls.show(id)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":null} | /name",
                "{\"scopes\":null} | /scopes",
                "{\"scopes\":[]} | /scopes",
                "{\"revokedAt\":null} | /revokedAt",
                "{\"monthlyBudget\":\"much\"} | /monthlyBudget",
            })
    void a_change_that_makes_no_sense_changes_nothing(String json, String pointer) {
        String id = id(calls.create(ADMIN_SCOPE));
        Key before = gateway.keys.find(id).orElseThrow();

        APIGatewayV2HTTPResponse response = calls.change(id, json);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo(pointer);
        assertThat(gateway.keys.find(id)).contains(before);
    }

    @Test
    void a_change_takes_effect_within_half_a_minute() {
        JsonNode boss = body(calls.create(ADMIN_SCOPE));
        String key = boss.path("key").asText();
        assertThat(calls.list(key).getStatusCode()).isEqualTo(200);

        calls.change(boss.path("id").asText(), "{\"scopes\":[\"read\"]}");
        gateway.time.pass(LONGEST_EFFECT);

        assertThat(calls.list(key).getStatusCode()).isEqualTo(403);
    }

    @Test
    void a_rotated_key_opens_with_its_new_secret_and_with_the_old_one_until_the_grace_ends() {
        JsonNode boss = body(calls.create(ADMIN_SCOPE));
        String id = boss.path("id").asText();
        String old = boss.path("key").asText();

        JsonNode rotated = body(calls.rotate(id, "{\"graceMinutes\":60}"));
        String fresh = rotated.path("key").asText();
        gateway.time.pass(LONGEST_EFFECT);

        assertThat(fresh).startsWith("kg_" + id + "_").isNotEqualTo(old);
        assertThat(rotated.path("generation").asInt()).isEqualTo(2);
        assertThat(rotated.path("formerSecretUntil").asText()).isEqualTo("2026-11-24T14:00:00Z");
        assertThat(calls.show(id).getBody())
                .contains("formerSecretUntil")
                .doesNotContain(KeyText.parse(fresh).orElseThrow().secret().reveal());
        assertThat(calls.list(fresh).getStatusCode()).isEqualTo(200);
        assertThat(calls.list(old).getStatusCode()).isEqualTo(200);
        gateway.time.pass(Duration.ofMinutes(60).minus(LONGEST_EFFECT));
        assertThat(calls.list(fresh).getStatusCode()).isEqualTo(200);
        assertThat(calls.list(old).getStatusCode()).isEqualTo(401);
        assertThat(calls.show(id).getBody()).doesNotContain("formerSecretUntil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"graceMinutes\":0}"})
    void without_a_grace_the_old_secret_ends_within_half_a_minute(String request) {
        JsonNode boss = body(calls.create(ADMIN_SCOPE));
        String old = boss.path("key").asText();
        assertThat(calls.list(old).getStatusCode()).isEqualTo(200);

        String fresh = body(calls.rotate(boss.path("id").asText(), request))
                .path("key")
                .asText();
        gateway.time.pass(LONGEST_EFFECT);

        assertThat(calls.list(old).getStatusCode()).isEqualTo(401);
        assertThat(calls.list(fresh).getStatusCode()).isEqualTo(200);
    }

    @Test
    void a_second_rotation_ends_the_first_secret_at_once() {
        JsonNode boss = body(calls.create(ADMIN_SCOPE));
        String id = boss.path("id").asText();
        calls.rotate(id, "{\"graceMinutes\":60}");

        String second =
                body(calls.rotate(id, "{\"graceMinutes\":60}")).path("key").asText();

        assertThat(calls.list(boss.path("key").asText()).getStatusCode()).isEqualTo(401);
        assertThat(calls.list(second).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"graceMinutes\":-1}", "{\"graceMinutes\":10081}", "{\"graceMinutes\":1.5}", "{\"grace\":1}"})
    void a_grace_that_makes_no_sense_rotates_nothing(String request) {
        String id = id(calls.create(ADMIN_SCOPE));

        assertThat(calls.rotate(id, request).getStatusCode()).isEqualTo(400);
        assertThat(gateway.keys.find(id).orElseThrow().generation()).isEqualTo(1);
    }

    @Test
    void a_revoked_key_stays_as_a_tombstone_that_opens_nothing_and_cannot_be_changed() {
        JsonNode boss = body(calls.create(ADMIN_SCOPE));
        String id = boss.path("id").asText();
        String key = boss.path("key").asText();
        assertThat(calls.list(key).getStatusCode()).isEqualTo(200);

        APIGatewayV2HTTPResponse revoked = calls.revoke(id);
        gateway.time.pass(LONGEST_EFFECT);
        APIGatewayV2HTTPResponse again = calls.revoke(id);

        assertThat(revoked.getStatusCode()).isEqualTo(200);
        assertThat(body(revoked).path("revokedAt").asText()).isEqualTo("2026-11-24T13:00:00Z");
        assertThat(again.getStatusCode()).isEqualTo(200);
        assertThat(again.getBody()).isEqualTo(revoked.getBody());
        assertThat(calls.list(key).getStatusCode()).isEqualTo(401);
        assertThat(KeyCalls.withoutSpending(calls.show(id))).isEqualTo(revoked.getBody());
        assertThat(calls.change(id, "{\"name\":\"x\"}").getStatusCode()).isEqualTo(409);
        assertThat(calls.rotate(id, "{}").getStatusCode()).isEqualTo(409);
    }

    @Test
    void the_bootstrap_key_cannot_be_changed_and_the_answer_says_what_to_do() {
        for (APIGatewayV2HTTPResponse response :
                List.of(calls.change("admin", "{\"name\":\"x\"}"), calls.rotate("admin", ""), calls.revoke("admin"))) {
            assertThat(response.getStatusCode()).isEqualTo(409);
            assertThat(body(response).path("detail").asText()).contains("AdminSecret");
        }
        assertThat(gateway.keys.all()).isEmpty();
    }

    @Test
    void a_key_that_is_not_there_is_not_found_and_what_was_asked_for_is_not_repeated() {
        String whole = body(calls.create(ADMIN_SCOPE)).path("key").asText();

        for (String id : List.of("nosuchkey", "UPPER", whole)) {
            for (APIGatewayV2HTTPResponse response :
                    List.of(calls.show(id), calls.change(id, "{}"), calls.rotate(id, ""), calls.revoke(id))) {
                assertThat(response.getStatusCode()).isEqualTo(404);
                assertThat(response.getBody()).doesNotContain(id);
            }
        }
    }

    private static String id(APIGatewayV2HTTPResponse response) {
        return body(response).path("id").asText();
    }
}
