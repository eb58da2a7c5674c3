package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import klinggateway.emulators.kling.Receiver.Heard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbacksTest {
    private final Receiver receiver = new Receiver();
    private final Rig rig = Rig.started();

    @AfterEach
    void stop() {
        rig.close();
        receiver.close();
    }

    @Test
    void every_change_is_told_once_and_in_order() {
        create(rig, "a fox [[sim:time=30s]]");

        rig.kling.settle();
        assertThat(receiver.statuses()).containsExactly("submitted");
        rig.time.passSeconds(10);
        rig.kling.settle();
        assertThat(receiver.statuses()).containsExactly("submitted", "processing");
        rig.time.passSeconds(20);
        rig.kling.settle();
        rig.kling.settle();
        assertThat(receiver.statuses()).containsExactly("submitted", "processing", "succeed");
    }

    @Test
    void changes_that_became_due_together_are_told_in_order() {
        create(rig, "a fox");
        rig.time.passSeconds(3600);

        rig.kling.settle();

        assertThat(receiver.statuses()).containsExactly("submitted", "processing", "succeed");
    }

    @Test
    void an_older_path_tells_a_flat_task_with_both_kinds_of_results() {
        create(rig, "a fox [[sim:time=30s]]");
        rig.time.passSeconds(30);
        rig.kling.settle();

        Heard last = receiver.heard().getLast();
        JsonNode body = last.body();
        assertThat(last.method()).isEqualTo("POST");
        assertThat(body.has("code")).isFalse();
        assertThat(body.path("task_id").textValue())
                .isEqualTo(rig.kling.tasks().getFirst().id());
        assertThat(body.path("task_info").path("external_task_id").textValue()).isEqualTo("order-1");
        assertThat(body.path("task_info").path("parent_video").isNull()).isTrue();
        assertThat(body.path("task_result").path("videos").size()).isOne();
        assertThat(body.path("task_result").path("images").isArray()).isTrue();
        assertThat(body.path("final_unit_deduction").textValue()).isEqualTo("1.5");
        assertThat(last.signature()).isEmpty();
    }

    @Test
    void a_newer_path_tells_the_newer_shape() {
        rig.post(
                        "/text-to-video/kling-3.0-turbo",
                        "{'prompt':'x [[sim:time=3s]]','options':{'external_task_id':'order-1','callback_url':'"
                                + receiver.url() + "'}}")
                .isOk();
        rig.time.passSeconds(3);
        rig.kling.settle();

        JsonNode body = receiver.heard().getLast().body();
        assertThat(receiver.statuses()).containsExactly("submitted", "processing", "succeeded");
        assertThat(body.path("external_id").textValue()).isEqualTo("order-1");
        assertThat(body.path("outputs").path(0).path("duration").textValue()).isEqualTo("5.041");
        assertThat(body.path("billing").path(0).path("amount").textValue()).isEqualTo("4");
    }

    @Test
    void with_a_secret_the_callback_can_be_verified() {
        byte[] key = "a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        try (Rig signing = Rig.with(builder -> builder.webhookSecret(secret))) {
            create(signing, "a fox");
            signing.kling.settle();

            Heard heard = receiver.heard().getFirst();
            assertThat(heard.timestamp())
                    .isEqualTo(Long.toString(signing.time.instant().getEpochSecond()));
            assertThat(heard.signature())
                    .isEqualTo(WebhookSignature.of(secret)
                            .sign(heard.id(), Instant.ofEpochSecond(Long.parseLong(heard.timestamp())), heard.raw()));
        }
    }

    @Test
    void lost_callbacks_are_never_heard() {
        create(rig, "[[sim:callback=lost]][[sim:time=1s]]");
        rig.time.passSeconds(1);
        rig.kling.settle();

        assertThat(receiver.heard()).isEmpty();
        assertThat(rig.kling.tasks().getFirst().status()).isEqualTo(TaskStatus.SUCCEEDED);
    }

    @Test
    void callbacks_sent_twice_have_one_message_id() {
        try (Rig signing = Rig.with(builder -> builder.webhookSecret("whsec_dGVzdHNlY3JldA=="))) {
            create(signing, "[[sim:callback=twice]][[sim:time=1s]]");
            signing.time.passSeconds(1);
            signing.kling.settle();

            Set<String> ids = receiver.heard().stream().map(Heard::id).collect(Collectors.toSet());
            assertThat(receiver.heard()).hasSize(6);
            assertThat(ids).hasSize(3);
        }
    }

    @Test
    void an_early_callback_is_there_before_the_answer() {
        create(rig, "[[sim:callback=early]]");

        assertThat(receiver.statuses()).containsExactly("submitted");
    }

    @Test
    void reordered_callbacks_tell_processing_after_the_end() {
        create(rig, "[[sim:callback=reordered]][[sim:time=3s]]");
        rig.time.passSeconds(2);
        rig.kling.settle();
        rig.time.passSeconds(1);
        rig.kling.settle();

        assertThat(receiver.statuses()).containsExactly("submitted", "succeed", "processing");
    }

    @Test
    void a_receiver_that_is_not_there_does_no_harm() {
        receiver.close();
        create(rig, "a fox [[sim:time=1s]]");
        rig.time.passSeconds(1);
        rig.kling.settle();

        assertThat(rig.kling.tasks().getFirst().status()).isEqualTo(TaskStatus.SUCCEEDED);
    }

    @Test
    void on_real_time_callbacks_go_out_by_themselves() {
        try (KlingEmulator kling = KlingEmulator.builder().apiKey(Rig.KEY).start()) {
            rig.sendTo(
                    kling.url(),
                    TEXT2VIDEO,
                    "{'model_name':'kling-v2-6','prompt':'[[sim:time=150ms]]','callback_url':'" + receiver.url()
                            + "'}");

            assertThat(receiver.waitFor(3)).isTrue();
            assertThat(receiver.statuses()).containsExactly("submitted", "processing", "succeed");
        }
    }

    private void create(Rig at, String prompt) {
        at.post(
                        TEXT2VIDEO,
                        "{'model_name':'kling-v2-6','prompt':'" + prompt
                                + "','external_task_id':'order-1','callback_url':'" + receiver.url() + "'}")
                .isOk();
    }
}
