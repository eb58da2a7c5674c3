package klinggateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import klinggateway.emulators.template.Template;
import klinggateway.job.DeadLetterQueue;
import klinggateway.webhook.WebhookTargets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Map<String, String> NEEDED = Map.ofEntries(
            Map.entry("AWS_REGION", "eu-central-1"),
            Map.entry("JOBS_TABLE", "jobs"),
            Map.entry("USAGE_TABLE", "usage"),
            Map.entry("ROLLUPS_TABLE", "rollups"),
            Map.entry("ADMISSION_TABLE", "admission"),
            Map.entry("KEYS_TABLE", "keys"),
            Map.entry("ALERTS_TABLE", "alerts"),
            Map.entry("ALERT_TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:alarms"),
            Map.entry("POLL_QUEUE_URL", "https://sqs.example.com/poll"),
            Map.entry(
                    "DEAD_LETTER_QUEUE_URLS",
                    "poll=https://sqs.example.com/1,deliver=https://sqs.example.com/2,schedule=https://sqs.example.com/3"),
            Map.entry("DELIVER_QUEUE_URL", "https://sqs.example.com/deliver"),
            Map.entry("GATEWAY_SECRET_ARN", "gateway"),
            Map.entry("ADMIN_SECRET_ARN", "admin"),
            Map.entry("KLING_SECRET_ARN", "kling"),
            Map.entry("KLING_ENDPOINT", "https://api-singapore.klingai.com"),
            Map.entry("KLING_VIDEO_CONCURRENCY", "5"),
            Map.entry("KLING_IMAGE_CONCURRENCY", "9"),
            Map.entry("KLING_TRYON_CONCURRENCY", "5"),
            Map.entry("JOB_RETENTION_DAYS", "90"),
            Map.entry("USAGE_RETENTION_DAYS", "400"));

    @Test
    void nobody_is_let_in_without_a_key_unless_an_operator_says_so() {
        assertThat(with("").anonymousKey()).isEmpty();
        assertThat(with("frontend1234").anonymousKey()).contains("frontend1234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "kg_frontend1234_secret", "Frontend", "abc"})
    void what_is_no_key_that_was_made_cannot_be_the_anonymous_one(String id) {
        assertThatThrownBy(() -> with(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ANONYMOUS_KEY must be the id")
                .hasMessageNotContaining("secret");
    }

    @Test
    void the_template_sets_all_that_is_asked_for_and_nothing_else() {
        Set<String> asked = new HashSet<>();
        Settings.of(new AbstractMap<>() {
            @Override
            public @Nullable String get(Object name) {
                asked.add((String) name);
                return NEEDED.get(name);
            }

            @Override
            public Set<Entry<String, String>> entrySet() {
                throw new UnsupportedOperationException();
            }
        });
        // Lambda's own, those that lead to stand-ins, and what is otherwise on one machine only.
        asked.removeIf(name -> name.startsWith("AWS_")
                || Set.of("EVENT_LOG", "WEBHOOK_TARGETS").contains(name));

        assertThat(Template.read(Path.of("..", "infra", "template.yaml"), Map.of())
                        .functions())
                .allSatisfy(function -> assertThat(function.environment()).containsOnlyKeys(asked));
    }

    @Test
    void each_dead_letter_queue_has_to_be_named() {
        Map<String, String> less = new HashMap<>(NEEDED);
        less.put("DEAD_LETTER_QUEUE_URLS", "poll=https://sqs.example.com/1,deliver=,other=https://sqs.example.com/4");

        assertThat(Settings.of(NEEDED).deadLetterQueueUrls())
                .containsEntry(DeadLetterQueue.DELIVER, "https://sqs.example.com/2")
                .containsOnlyKeys(DeadLetterQueue.values());
        assertThatThrownBy(() -> Settings.of(less))
                .hasMessage("the settings are wrong: DEAD_LETTER_QUEUE_URLS must name a queue by deliver=URL;"
                        + " DEAD_LETTER_QUEUE_URLS must name a queue by schedule=URL");
    }

    @Test
    void what_happens_is_logged_unless_that_is_switched_off() {
        Map<String, String> off = new HashMap<>(NEEDED);
        off.put("EVENT_LOG", "off");
        Map<String, String> wrong = new HashMap<>(NEEDED);
        wrong.put("EVENT_LOG", "no");

        assertThat(Settings.of(NEEDED).logsEvents()).isTrue();
        assertThat(Settings.of(off).logsEvents()).isFalse();
        assertThatThrownBy(() -> Settings.of(wrong)).hasMessageContaining("EVENT_LOG must be on or off, not 'no'");
    }

    @Test
    void webhooks_are_public_unless_that_is_switched_off() {
        Map<String, String> any = new HashMap<>(NEEDED);
        any.put("WEBHOOK_TARGETS", "any");
        Map<String, String> wrong = new HashMap<>(NEEDED);
        wrong.put("WEBHOOK_TARGETS", "all");

        assertThat(Settings.of(NEEDED).webhookTargets()).isEqualTo(WebhookTargets.PUBLIC);
        assertThat(Settings.of(any).webhookTargets()).isEqualTo(WebhookTargets.ANY);
        assertThatThrownBy(() -> Settings.of(wrong)).hasMessageContaining("WEBHOOK_TARGETS must be public or any");
    }

    private static Settings with(String anonymousKey) {
        Map<String, String> variables = new HashMap<>(NEEDED);
        variables.put("ANONYMOUS_KEY", anonymousKey);
        return Settings.of(variables);
    }
}
