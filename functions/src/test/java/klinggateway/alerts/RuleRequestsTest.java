package klinggateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import klinggateway.TestGateway;
import klinggateway.alert.Rule;
import klinggateway.alert.RuleStore;
import klinggateway.alert.Rules;
import klinggateway.keys.Scope;
import klinggateway.secret.Secret;
import klinggateway.secret.WebhookSignature;
import klinggateway.webhook.Courier.Letter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules over HTTP. */
class RuleRequestsTest {

    private static final String RULE = "{\"name\":\"Mine\",\"condition\":{\"kind\":\"budgetSpent\",\"percent\":[90]}}";

    private final Scene scene = new Scene(new TestGateway());

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void a_rule_is_made_shown_changed_and_deleted() {
        JsonNode made = scene.send("POST /api/alerts", "", RULE, 201);
        String id = made.path("id").asText();

        assertThat(id).matches("rule-[0-9a-v]+");
        assertThat(made.path("isDefault").asBoolean(true)).isFalse();
        assertThat(made.path("changedAt").asText()).isEqualTo("2026-11-24T13:00:00Z");
        assertThat(made.has("webhookSecret")).isFalse();
        assertThat(scene.send("GET /api/alerts/{id}", id, "", 200)).isEqualTo(made);

        ObjectNode changed = made.deepCopy();
        changed.put("webhookUrl", "https://example.com/hook").put("on", false);
        JsonNode replaced = scene.send("PUT /api/alerts/{id}", id, changed.toString(), 200);
        assertThat(replaced.path("webhookSecret").asText()).startsWith("whsec_");
        assertThat(scene.send("PUT /api/alerts/{id}", id, replaced.toString(), 200))
                .isEqualTo(replaced);
        assertThat(scene.send("GET /api/alerts", "", "", 200).toString()).doesNotContain("whsec_");

        scene.send("DELETE /api/alerts/{id}", id, "", 200);
        scene.send("GET /api/alerts/{id}", id, "", 404);
        scene.send("DELETE /api/alerts/{id}", id, "", 404);
        scene.send("PUT /api/alerts/{id}", id, RULE, 404);
    }

    @Test
    void a_rule_of_the_gateways_can_be_changed_and_comes_back_when_its_change_is_deleted() {
        JsonNode before = scene.send("GET /api/alerts/{id}", "budget-spent", "", 200);
        JsonNode refused = scene.send("DELETE /api/alerts/{id}", "budget-spent", "", 409);
        JsonNode changed = scene.send("PUT /api/alerts/{id}", "budget-spent", RULE, 200);
        JsonNode back = scene.send("DELETE /api/alerts/{id}", "budget-spent", "", 200);

        assertThat(before.path("isDefault").asBoolean()).isTrue();
        assertThat(before.has("changedAt")).isFalse();
        assertThat(refused.path("detail").asText()).contains("switch it off", "\"on\": false");
        assertThat(changed.path("isDefault").asBoolean()).isTrue();
        assertThat(changed.path("changedAt").asText()).isNotEmpty();
        assertThat(back).isEqualTo(before);
    }

    @Test
    void all_that_is_wrong_with_a_rule_is_told_at_once() {
        JsonNode problem = scene.send(
                "POST /api/alerts",
                "",
                "{\"name\":\"\",\"condition\":{\"kind\":\"budgetSpent\",\"percent\":[101],\"apiKey\":\"nobodys\"},"
                        + "\"webhookUrl\":\"https://10.0.0.1/\",\"color\":\"red\"}",
                400);

        assertThat(problem.path("invalidParameters").findValuesAsText("name"))
                .containsExactlyInAnyOrder("/name", "/condition/percent", "/condition/apiKey", "/webhookUrl", "/color");
    }

    @Test
    void a_key_that_is_there_can_be_named() {
        scene.gateway.newKey("teamkey", Scope.READ);

        scene.send("POST /api/alerts", "", RULE.replace("\"percent\"", "\"apiKey\":\"teamkey\",\"percent\""), 201);
    }

    @Test
    void there_are_at_most_a_hundred_rules_however_many_are_made_at_once() throws Exception {
        scene.send("PUT /api/alerts/{id}", "spending", RULE, 200);

        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Callable<Integer>> orders = Collections.nCopies(200, () -> scene.status("POST /api/alerts", "", RULE));
            for (Future<Integer> answer : threads.invokeAll(orders)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).filteredOn(status -> status == 201).hasSize(89);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(111);
        assertThat(scene.gateway.alertRules.all()).hasSize(100);
        JsonNode problem = scene.send("POST /api/alerts", "", RULE, 409);
        assertThat(problem.path("detail").asText()).contains("100 rules");
        scene.send("PUT /api/alerts/{id}", "budget-spent", RULE, 200);
    }

    @Test
    void a_rule_that_is_deleted_makes_room_for_one_and_only_one() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 89; i++) {
            ids.add(scene.send("POST /api/alerts", "", RULE, 201).path("id").asText());
        }
        // The gateway's own do not count, changed or not.
        scene.send("PUT /api/alerts/{id}", "spending", RULE, 200);
        scene.send("DELETE /api/alerts/{id}", "spending", "", 200);
        scene.send("POST /api/alerts", "", RULE, 409);

        // Deleted twice at once, it is there for both.
        scene.gateway.alertRules.delete(ids.getFirst());
        scene.gateway.alertRules.delete(ids.getFirst());

        scene.send("POST /api/alerts", "", RULE, 201);
        scene.send("POST /api/alerts", "", RULE, 409);
    }

    @Test
    void a_rotated_rule_has_another_secret_and_its_messages_both_signatures_while_the_old_one_works() {
        String rule = RULE.replace("{\"name\"", "{\"webhookUrl\":\"https://example.com/hook\",\"name\"");
        JsonNode made = scene.send("POST /api/alerts", "", rule, 201);
        String id = made.path("id").asText();

        JsonNode rotated = scene.send("POST /api/alerts/{id}/rotate", id, "{\"graceMinutes\":60}", 200);
        JsonNode replaced = scene.send("PUT /api/alerts/{id}", id, rotated.toString(), 200);
        scene.send("POST /api/alerts/{id}/test", id, "", 200);
        scene.gateway.time.pass(Duration.ofMinutes(60));
        scene.send("POST /api/alerts/{id}/test", id, "", 200);

        assertThat(rotated.path("generation").asInt()).isEqualTo(2);
        assertThat(rotated.path("formerSecretUntil").asText()).isEqualTo("2026-11-24T14:00:00Z");
        assertThat(rotated.path("webhookSecret")).isNotEqualTo(made.path("webhookSecret"));
        assertThat(replaced).isEqualTo(rotated);
        assertThat(scene.send("GET /api/alerts/{id}", id, "", 200).has("formerSecretUntil"))
                .isFalse();
        assertThat(scene.courier.letters())
                .extracting(letter -> signedBy(letter, made) + " " + signedBy(letter, rotated))
                .containsExactly("true true", "false true");
    }

    private static boolean signedBy(Letter letter, JsonNode rule) {
        Letter expected = Letter.signed(
                letter.url(),
                header(letter, WebhookSignature.ID),
                letter.body(),
                List.of(new Secret(rule.path("webhookSecret").asText())),
                Instant.ofEpochSecond(Long.parseLong(header(letter, WebhookSignature.TIMESTAMP))));
        return List.of(header(letter, WebhookSignature.SIGNATURE).split(" ", -1))
                .contains(header(expected, WebhookSignature.SIGNATURE));
    }

    private static String header(Letter letter, String name) {
        return Optional.ofNullable(letter.headers().get(name)).orElseThrow();
    }

    @Test
    void others_that_keep_changing_a_rule_are_told_of() {
        Rules busy = new Rules(Rules.builtIn(), new RuleStore() {
            @Override
            public List<Rule> all() {
                return List.of();
            }

            @Override
            public boolean add(Rule rule, int most) {
                return false;
            }

            @Override
            public boolean replace(Rule read, Rule next) {
                return false;
            }

            @Override
            public void remove(String id) {}

            @Override
            public void restore(String id) {}
        });
        Scene losing = new Scene(scene.gateway, busy);

        losing.send("PUT /api/alerts/{id}", "spending", RULE, 503);
        losing.send("POST /api/alerts/{id}/rotate", "spending", "", 503);
    }

    @Test
    void a_rule_that_was_read_before_another_write_is_not_written_over() {
        Rule read = scene.gateway.alertRules.find("spending").orElseThrow();
        scene.send("PUT /api/alerts/{id}", "spending", RULE, 200);
        Rule changed = scene.gateway.alertRules.find("spending").orElseThrow();
        scene.send("PUT /api/alerts/{id}", "spending", RULE.replace("Mine", "Ours"), 200);

        assertThat(scene.gateway.alertRules.replace(read, read)).isFalse();
        assertThat(scene.gateway.alertRules.replace(changed, changed)).isFalse();
        assertThat(scene.gateway.alertRules.find("spending").orElseThrow().name())
                .isEqualTo("Ours");
    }
}
