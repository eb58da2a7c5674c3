package klinggateway.kling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KlingAnswerTest {

    private static final String SUCCEEDED = """
            {"code":0,"message":"SUCCEED","request_id":"r-1","data":{"task_id":"831922345719271433",
             "task_status":"succeed","task_status_msg":"","task_info":{"external_task_id":"order-1001"},
             "task_result":{"videos":[{"id":"831922399912345601","url":"https://cdn.example.com/x.mp4","duration":"5.041"}]},
             "final_unit_deduction":"2.5","final_balance_deduction":{"quota":"0","list_price":"0"},
             "created_at":1758441600123,"updated_at":1758441745000}}""";

    @Test
    void a_task_of_the_older_generation_is_read() {
        KlingTask task = read(SUCCEEDED).task().orElseThrow();

        assertThat(task.id()).isEqualTo("831922345719271433");
        assertThat(task.status()).isEqualTo(KlingTask.Status.SUCCEEDED);
        assertThat(task.createdAt().orElseThrow().toEpochMilli()).isEqualTo(1_758_441_600_123L);
        assertThat(task.deduction().units())
                .hasValueSatisfying(units -> assertThat(units).isEqualByComparingTo("2.5"));
        assertThat(task.deduction().cash()).isEmpty();
        assertThat(task.outputs()).hasSize(1);
        assertThat(task.outputs().getFirst().seconds()).contains(5.041);
        assertThat(task.requestId()).contains("r-1");
    }

    @Test
    void tasks_of_the_newer_generation_are_read() {
        KlingAnswer answer = read("""
                {"code":0,"message":"SUCCEED","request_id":"r-2","data":[{"id":"1","status":"succeeded","message":"",
                 "create_time":1758441600123,"update_time":1758441745000,"external_id":"order-1",
                 "outputs":[{"type":"video","id":"9","url":"https://cdn.example.com/x.mp4","duration":"5.041"}],
                 "billing":[{"charge_type":"unit","amount":"4","package_type":"video"},
                            {"charge_type":"cash","amount":"0.56","currency":"USD"}]}]}""");

        KlingTask task = answer.tasks().getFirst();

        assertThat(task.status()).isEqualTo(KlingTask.Status.SUCCEEDED);
        assertThat(task.deduction().units())
                .hasValueSatisfying(units -> assertThat(units).isEqualByComparingTo("4"));
        assertThat(task.deduction().cash()).hasValueSatisfying(cash -> {
            assertThat(cash.amount()).isEqualByComparingTo("0.56");
            assertThat(cash.currency()).contains("USD");
        });
    }

    @Test
    void a_failed_task_is_a_successful_answer() {
        KlingAnswer answer = read("""
                {"code":0,"message":"SUCCEED","request_id":"r-3","data":{"task_id":"1","task_status":"failed",
                 "task_status_msg":"Failure to pass the risk control system","created_at":1,"updated_at":2}}""");

        assertThat(answer.isSuccess()).isTrue();
        assertThat(answer.task().orElseThrow().status()).isEqualTo(KlingTask.Status.FAILED);
        assertThat(answer.task().orElseThrow().message()).isEqualTo("Failure to pass the risk control system");
    }

    @Test
    void what_is_told_beside_the_files_is_shown_in_camel_case() {
        KlingTask faces = read("""
                        {"code":0,"request_id":"r-4","data":{"session_id":"7","face_data":[{"face_id":"0","start_time":0}],
                         "final_unit_deduction":"0.05"}}""").result().orElseThrow();
        KlingTask element = read("""
                        {"code":0,"data":{"task_id":"1","task_status":"succeed",
                         "task_result":{"elements":[{"element_id":829836802793406551,"element_name":"Boat"}]}}}""").task().orElseThrow();
        KlingTask voice = read("""
                        {"code":0,"data":[{"id":"1","status":"succeeded","outputs":[{"type":"voice","voice_id":"8"}]}]}""").tasks().getFirst();
        KlingTask masks = read("""
                        {"code":0,"data":{"task_result":{"images":[{"type":"head_seg","is_contain":true,"url":"https://cdn.example.com/h.png"}]}}}""").result().orElseThrow();

        assertThat(faces.status()).isEqualTo(KlingTask.Status.SUCCEEDED);
        assertThat(details(faces)).contains("{\"sessionId\":\"7\",\"faceData\":[{\"faceId\":\"0\",\"startTime\":0}]}");
        assertThat(faces.deduction().units())
                .hasValueSatisfying(units -> assertThat(units).isEqualByComparingTo("0.05"));
        assertThat(details(element))
                .contains("{\"elements\":[{\"elementId\":\"829836802793406551\",\"elementName\":\"Boat\"}]}");
        assertThat(details(voice))
                .hasValueSatisfying(details -> assertThat(details).contains("\"voiceId\":\"8\""));
        assertThat(voice.outputs()).isEmpty();
        assertThat(masks.outputs()).hasSize(1);
        assertThat(details(masks))
                .hasValueSatisfying(details -> assertThat(details).contains("\"isContain\":true"));
        assertThat(details(read(SUCCEEDED).task().orElseThrow())).isEmpty();
    }

    private static Optional<String> details(KlingTask task) {
        return task.told().flatMap(Details::of).map(JsonNode::toString);
    }

    @Test
    void details_too_long_to_be_kept_are_said_to_be() {
        String long64 = "A".repeat(400_000);

        KlingTask task = read("{\"code\":0,\"data\":{\"session_id\":\"7\",\"res\":\"" + long64 + "\"}}")
                .result()
                .orElseThrow();

        assertThat(details(task)).contains("{\"tooLong\":true}");
    }

    @Test
    void an_unknown_state_leaves_the_task_open() {
        KlingAnswer answer = read("{\"code\":0,\"data\":{\"task_id\":\"1\",\"task_status\":\"paused\"}}");

        assertThat(answer.task().orElseThrow().status()).isEqualTo(KlingTask.Status.UNKNOWN);
    }

    @Test
    void numbers_may_be_texts_and_texts_numbers() {
        KlingAnswer answer = read("""
                {"code":"0","data":{"task_id":831922345719271433,"task_status":"succeed","final_unit_deduction":2.5,
                 "created_at":"1758441600123","updated_at":"1758441745000"}}""");

        assertThat(answer.isSuccess()).isTrue();
        assertThat(answer.task().orElseThrow().id()).isEqualTo("831922345719271433");
        assertThat(answer.task().orElseThrow().updatedAt().orElseThrow().toEpochMilli())
                .isEqualTo(1_758_441_745_000L);
    }

    @Test
    void a_page_of_a_proxy_is_an_answer_without_a_code() {
        KlingAnswer answer = KlingAnswer.read(502, "<html><body>Bad Gateway</body></html>".getBytes(UTF_8));

        assertThat(answer.isSuccess()).isFalse();
        assertThat(answer.error().kind()).isEqualTo(KlingError.Kind.UNAVAILABLE);
        assertThat(answer.error().code()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://bucket.example/1.png?X-Signature=abc cannot be read | <url> cannot be read",
                "no image at (HTTP://a.example/1.png) | no image at (<url>",
                "not base64: data:image/png;base64,iVBORw0KGgo | not base64: <url>",
                "the ratio 16:9 is not allowed | the ratio 16:9 is not allowed",
            })
    void urls_in_klings_words_are_left_out_because_they_are_kept_and_shown(String said, String kept) {
        KlingAnswer refusal = read("{\"code\":1201,\"message\":\"" + said + "\"}");
        KlingAnswer failure = read("{\"code\":0,\"data\":{\"task_id\":\"1\",\"task_status_msg\":\"" + said + "\"}}");

        assertThat(refusal.error().message()).isEqualTo(kept);
        assertThat(failure.task().orElseThrow().message()).isEqualTo(kept);
    }

    @Test
    void what_kling_says_is_kept_only_as_far_as_anybody_reads_it() {
        String much = "x".repeat(5_000);

        KlingError error = read("{\"code\":1201,\"message\":\"" + much + "\",\"request_id\":\"" + much + "\"}")
                .error();

        assertThat(error.message()).hasSize(300);
        assertThat(error.requestId().orElseThrow()).hasSize(300);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void no_damage_to_an_answer_makes_the_client_throw(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = SUCCEEDED.getBytes(UTF_8);
            for (int j = 0; j <= random.nextInt(6); j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(32, 127);
            }

            KlingAnswer answer = KlingAnswer.read(200, damaged);

            answer.task();
            answer.tasks();
            answer.result();
            Details.camelCased(answer.body());
            assertThat(answer.error().kind()).isNotNull();
        }
    }

    private static KlingAnswer read(String json) {
        return KlingAnswer.read(200, json.getBytes(UTF_8));
    }
}
