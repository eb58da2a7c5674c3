package klinggateway.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.TestGateway;
import klinggateway.alert.Alert;
import klinggateway.alert.Condition;
import klinggateway.alert.Notice;
import klinggateway.alert.Rule;
import klinggateway.secret.Secret;
import klinggateway.secret.WebhookSignature;
import klinggateway.webhook.Courier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found is told once, what is over is told once, and receivers that fail are told again. */
class AlertsHandlerTest {

    private static final String HOOK = "https://hooks.example.com/kling";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Scene scene = new Scene(new TestGateway());

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void what_is_found_is_told_once_by_signed_webhook_and_topic_and_once_more_when_it_is_over() throws Exception {
        String secret = hook(true).path("webhookSecret").asText();
        scene.finds(Scene.QUEUE);
        scene.runFor(Duration.ofMinutes(10));
        scene.findsNothing(Scene.QUEUE);
        scene.runFor(Duration.ofMinutes(10));

        Alert alert = scene.alerts().getFirst();
        assertThat(scene.alerts()).hasSize(1);
        assertThat(Duration.between(alert.firedAt(), alert.clearedAt().orElseThrow()))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(alert.notices()).hasSize(4).allMatch(notice -> notice.status() == Notice.Status.DELIVERED);
        assertThat(scene.courier.ids())
                .containsExactly(alert.messageId(Notice.Event.FIRED), alert.messageId(Notice.Event.CLEARED));
        for (Courier.Letter letter : scene.courier.letters()) {
            assertThat(letter.url()).isEqualTo(HOOK);
            assertThat(WebhookSignature.of(new Secret(secret))
                            .orElseThrow()
                            .isRight(
                                    letter.headers(),
                                    letter.body().getBytes(UTF_8),
                                    Instant.ofEpochSecond(
                                            Long.parseLong(letter.headers().get("webhook-timestamp")))))
                    .isTrue();
        }
        JsonNode fired = JSON.readTree(scene.courier.letters().getFirst().body());
        JsonNode cleared = JSON.readTree(scene.courier.letters().getLast().body());
        assertThat(fired.path("type").asText()).isEqualTo("alert.fired");
        assertThat(fired.at("/data/link").asText()).isEqualTo("https://gateway.example.com/?view=status");
        assertThat(fired.path("data").has("deliveries")).isFalse();
        assertThat(fired.at("/data/evidence/jobs").asInt()).isEqualTo(12);
        assertThat(cleared.path("type").asText()).isEqualTo("alert.cleared");
        assertThat(cleared.at("/data/clearedBecause").asText()).startsWith("It has not been so since");
        assertThat(scene.topic.published())
                .extracting(ScriptedTopic.Published::subject)
                .containsExactly("Alert: Queue, pool video, 30 min", "Over: Queue, pool video, 30 min");
        assertThat(scene.topic.published().getFirst().body())
                .contains("has been waiting for 31 minutes", "Buy a larger pack", "https://gateway.example.com/?view=");
        assertThat(scene.gateway.log.lines())
                .filteredOn(line -> line.contains("\"event\":\"alert\""))
                .hasSize(2)
                .noneMatch(line -> line.contains("hooks.example.com") || line.contains("whsec_"));
        assertThat(scene.gateway.log.lines())
                .filteredOn(line -> line.contains("\"AlertsFired\":1"))
                .hasSize(1);
    }

    @Test
    void who_does_not_answer_is_told_again_under_the_same_id_and_of_the_end_only_afterwards() {
        hook(false);
        scene.courier.silent();
        scene.finds(Scene.QUEUE);
        scene.runFor(Duration.ofMinutes(3));
        scene.findsNothing(Scene.QUEUE);
        scene.runFor(Duration.ofMinutes(8));
        List<String> inVain = scene.courier.ids();
        scene.courier.answering(204);
        scene.runFor(Duration.ofMinutes(60));

        Alert alert = scene.alerts().getFirst();
        assertThat(inVain).hasSizeBetween(2, 3).containsOnly(alert.messageId(Notice.Event.FIRED));
        assertThat(scene.courier
                        .ids()
                        .subList(inVain.size(), scene.courier.ids().size()))
                .containsExactly(alert.messageId(Notice.Event.FIRED), alert.messageId(Notice.Event.CLEARED));
        assertThat(scene.gateway.alerts.pending()).isEmpty();
    }

    @Test
    void after_eight_attempts_it_is_given_up_and_that_is_counted() {
        hook(false);
        scene.courier.answering(500);
        scene.finds(Scene.QUEUE);
        for (int i = 0; i < 25; i++) {
            scene.run();
            scene.gateway.time.pass(Duration.ofHours(2));
        }

        assertThat(scene.courier.ids()).hasSize(8);
        assertThat(scene.alerts().getFirst().notices()).singleElement().satisfies(notice -> {
            assertThat(notice.status()).isEqualTo(Notice.Status.FAILED);
            assertThat(notice.httpStatus()).contains(500);
        });
        assertThat(scene.gateway.log.lines())
                .filteredOn(line -> line.contains("\"AlertsUndelivered\":1"))
                .hasSize(1);
        assertThat(scene.gateway.alerts.pending()).isEmpty();
    }

    @Test
    void a_topic_that_fails_is_published_to_again() {
        scene.topic.refusing("SNS did not take it");
        scene.finds(Scene.QUEUE);

        scene.run();

        assertThat(scene.alerts().getFirst().notices()).singleElement().satisfies(notice -> {
            assertThat(notice.status()).isEqualTo(Notice.Status.PENDING);
            assertThat(notice.lastError()).contains("SNS did not take it");
            assertThat(notice.dueAt()).isPresent();
        });
    }

    @Test
    void a_receiver_that_is_gone_is_left_alone() {
        hook(false);
        scene.courier.answering(410);
        scene.finds(Scene.QUEUE);

        scene.runFor(Duration.ofMinutes(3));

        assertThat(scene.courier.ids()).hasSize(1);
        assertThat(scene.alerts().getFirst().notices())
                .extracting(Notice::status)
                .containsExactly(Notice.Status.STOPPED);
    }

    @Test
    void a_url_that_is_mended_is_where_the_next_attempt_goes_and_a_deleted_rule_says_so_where_it_fired() {
        String id = scene.send("POST /api/alerts", "", rule("Mine", HOOK, false), 201)
                .path("id")
                .asText();
        scene.courier.answering(500);
        scene.finds(id);
        scene.run();
        scene.send("PUT /api/alerts/{id}", id, rule("Mine", HOOK + "/2", false), 200);
        scene.courier.answering(200);
        scene.gateway.time.pass(Duration.ofMinutes(1));
        scene.run();
        scene.send("DELETE /api/alerts/{id}", id, "", 200);
        scene.run();

        assertThat(scene.courier.letters())
                .extracting(Courier.Letter::url)
                // The alert fired when the rule had its first URL, which is all that is left of the rule.
                .containsExactly(HOOK, HOOK + "/2", HOOK);
        assertThat(scene.alerts().getFirst().clearedBecause()).contains("The rule was deleted.");
    }

    @Test
    void a_rule_that_is_switched_off_clears_what_was_firing() {
        scene.finds(Scene.QUEUE);
        scene.run();

        scene.send(
                "PUT /api/alerts/{id}",
                Scene.QUEUE,
                rule("Queue", HOOK, false).replaceFirst("\\{", "{\"on\":false,"),
                200);
        scene.run();

        assertThat(scene.alerts().getFirst().clearedBecause()).contains("The rule was switched off.");
        assertThat(scene.send("GET /api/alerts", "", "", 200).path("firing")).isEmpty();
    }

    @Test
    void what_fires_is_shown_with_the_rules_and_the_history_goes_page_by_page() {
        for (String rule : List.of("queue-wait", "dead-letters", "pack-expiry")) {
            scene.finds(rule);
            scene.run();
            scene.gateway.time.pass(Duration.ofMinutes(1));
        }

        JsonNode overview = scene.send("GET /api/alerts", "", "", 200);
        JsonNode first = scene.history(Map.of("limit", "2"));
        JsonNode second = scene.history(
                Map.of("limit", "2", "cursor", first.path("cursor").asText()));

        assertThat(overview.path("rules")).hasSize(11);
        assertThat(overview.path("firing").findValuesAsText("ruleId"))
                .containsExactly("pack-expiry", "dead-letters", "queue-wait");
        assertThat(first.path("alerts").findValuesAsText("ruleId")).containsExactly("pack-expiry", "dead-letters");
        assertThat(second.path("alerts").findValuesAsText("ruleId")).containsExactly("queue-wait");
        assertThat(second.has("cursor")).isFalse();
        assertThat(second.at("/alerts/0/deliveries/0/status").asText()).isEqualTo("delivered");
    }

    @Test
    void a_sample_is_sent_at_once_to_whom_a_rule_tells() throws Exception {
        hook(true);
        scene.courier.answering(418);

        JsonNode sent = scene.send("POST /api/alerts/{id}/test", Scene.QUEUE, "", 200);

        assertThat(sent)
                .isEqualTo(JSON.readTree("{\"sent\":[{\"channel\":\"webhook\",\"delivered\":false,\"httpStatus\":418},"
                        + "{\"channel\":\"topic\",\"delivered\":true}]}"));
        assertThat(JSON.readTree(scene.courier.letters().getFirst().body())
                        .path("type")
                        .asText())
                .isEqualTo("alert.test");
        assertThat(scene.topic.published().getFirst().subject()).isEqualTo("Test: Queue, test");
        assertThat(scene.alerts()).isEmpty();
    }

    @Test
    void a_url_that_has_become_a_private_one_is_called_by_nobody() {
        hook(false);
        Rule read = scene.gateway.alertRules.find(Scene.QUEUE).orElseThrow();
        scene.gateway.alertRules.replace(
                read,
                Rule.of(
                        Scene.QUEUE,
                        "Queue",
                        new Condition.DeadLetters(),
                        Optional.of("https://169.254.169.254/latest"),
                        false,
                        true,
                        Optional.of(scene.gateway.time.instant())));
        scene.finds(Scene.QUEUE);

        scene.run();

        assertThat(scene.courier.letters()).isEmpty();
        assertThat(scene.alerts().getFirst().notices().getFirst().lastError())
                .contains("the URL must be at a host of the public internet");
    }

    /** The rule of the queue with a webhook. */
    private JsonNode hook(boolean topic) {
        return scene.send("PUT /api/alerts/{id}", Scene.QUEUE, rule("Queue", HOOK, topic), 200);
    }

    private static String rule(String name, String url, boolean topic) {
        return "{\"name\":\"" + name + "\",\"condition\":{\"kind\":\"queueWait\",\"above\":1800},\"webhookUrl\":\""
                + url + "\",\"topic\":" + topic + "}";
    }
}
