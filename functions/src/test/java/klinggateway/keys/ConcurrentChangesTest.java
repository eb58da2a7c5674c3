package klinggateway.keys;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import klinggateway.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of one key at the same moment, and answers that get lost. */
class ConcurrentChangesTest {

    private final TestGateway gateway = new TestGateway();
    private final KeyCalls others = KeyCalls.of(gateway);
    private final String id = body(others.create("{\"name\":\"team\",\"scopes\":[\"admin\"],\"maxCost\":1}"))
            .path("id")
            .asText();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void two_changes_at_once_are_both_kept() {
        InterruptedStore store = new InterruptedStore(1, () -> others.change(id, "{\"name\":\"crew\"}"));

        APIGatewayV2HTTPResponse response = KeyCalls.of(gateway, store).change(id, "{\"maxCost\":2}");

        assertThat(response.getStatusCode()).isEqualTo(200);
        Key key = gateway.keys.find(id).orElseThrow();
        assertThat(key.name()).isEqualTo("crew");
        assertThat(key.policy().maxCostMicroUsd()).contains(2_000_000L);
    }

    @Test
    void a_key_that_is_revoked_meanwhile_is_not_brought_back() {
        InterruptedStore store = new InterruptedStore(1, () -> others.revoke(id));

        APIGatewayV2HTTPResponse response = KeyCalls.of(gateway, store).rotate(id, "{\"graceMinutes\":60}");

        assertThat(response.getStatusCode()).isEqualTo(409);
        assertThat(gateway.keys.find(id).orElseThrow().revokedAt()).isPresent();
        assertThat(gateway.keys.find(id).orElseThrow().generation()).isEqualTo(1);
    }

    @Test
    void who_loses_every_time_is_told_to_come_back() {
        int[] names = {0};
        InterruptedStore store =
                new InterruptedStore(100, () -> others.change(id, "{\"name\":\"crew " + names[0]++ + "\"}"));

        APIGatewayV2HTTPResponse response = KeyCalls.of(gateway, store).change(id, "{\"maxCost\":2}");

        assertThat(response.getStatusCode()).isEqualTo(503);
        assertThat(body(response).path("retryable").asBoolean()).isTrue();
        assertThat(response.getHeaders()).containsEntry("retry-after", "1");
    }

    @Test
    void a_rotation_whose_answer_gets_lost_rotates_once_and_leaves_the_old_secret_its_grace() {
        KeyStore losing = new InterruptedStore(0, () -> {}) {
            @Override
            public boolean replace(Key read, Key next) {
                super.replace(read, next);
                return false;
            }
        };

        JsonNode rotated = body(KeyCalls.of(gateway, losing).rotate(id, "{\"graceMinutes\":60}"));

        assertThat(rotated.path("generation").asInt()).isEqualTo(2);
        assertThat(rotated.path("formerSecretUntil").asText()).isEqualTo("2026-11-24T14:00:00Z");
        assertThat(others.list(rotated.path("key").asText()).getStatusCode()).isEqualTo(200);
    }

    /** Something happens between the reading of a key and its writing, for a number of times. */
    private class InterruptedStore implements KeyStore {

        private final Runnable event;
        private int left;

        InterruptedStore(int times, Runnable event) {
            this.left = times;
            this.event = event;
        }

        @Override
        public Optional<Key> find(String wanted) {
            Optional<Key> found = gateway.keys.find(wanted);
            if (left > 0) {
                left--;
                event.run();
            }
            return found;
        }

        @Override
        public boolean replace(Key read, Key next) {
            return gateway.keys.replace(read, next);
        }

        @Override
        public boolean add(Key key) {
            throw new AssertionError("nobody makes a key here");
        }

        @Override
        public List<Key> all() {
            throw new AssertionError("nobody lists keys here");
        }
    }
}
