package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import klinggateway.emulators.kling.Rig.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HooksTest {
    private final Rig rig = Rig.started();

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "code=1302,429,1302",
        "code=1303,429,1303",
        "code=1102,429,1102",
        "code=1301,400,1301",
        "code=1103,403,1103",
        "http=500,500,5000",
        "http=503,503,5001",
        "http=504,504,5002",
    })
    void errors_before_creating_leave_nothing_behind(String hook, int status, int code) {
        create("order-1", "[[sim:" + hook + "]]").isRefused(status, code);

        assertThat(rig.kling.tasks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http=500-after-create,500,5000",
        "http=503-after-create,503,5001",
        "http=504-after-create,504,5002",
    })
    void errors_after_creating_hide_a_task_that_exists(String hook, int status, int code) {
        create("order-1", "[[sim:" + hook + "]]").isRefused(status, code);

        rig.get(TEXT2VIDEO + "/order-1").isOk();
        assertThat(create("order-1", "[[sim:" + hook + "]]")
                        .isRefused(400, 1201)
                        .message())
                .endsWith("already exists");
    }

    @Test
    void a_reset_says_nothing_and_the_task_may_exist() {
        assertThat(create("order-1", "[[sim:reset]]").status()).isZero();
        assertThat(rig.kling.tasks()).isEmpty();

        assertThat(create("order-1", "[[sim:reset-after-create]]").status()).isZero();
        rig.get(TEXT2VIDEO + "/order-1").isOk();
    }

    @Test
    void a_proxy_page_is_html() {
        Reply reply = create("order-1", "[[sim:html]]");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.raw().orElseThrow().headers().firstValue("Content-Type"))
                .contains("text/html");
        assertThat(rig.kling.tasks()).isEmpty();
    }

    @Test
    void a_slow_answer_is_late() {
        long start = System.nanoTime();

        create("order-1", "[[sim:slow=200ms]]").isOk();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void a_counted_hook_strikes_so_often_per_external_id() {
        create("order-1", "[[sim:code=1303*2]]").isRefused(429, 1303);
        create("order-2", "[[sim:code=1303*2]]").isRefused(429, 1303);
        create("order-1", "[[sim:code=1303*2]]").isRefused(429, 1303);
        create("order-1", "[[sim:code=1303*2]]").isOk();
        create("order-2", "[[sim:code=1303*2]]").isRefused(429, 1303);
        create("order-2", "[[sim:code=1303*2]]").isOk();
    }

    @Test
    void without_an_external_id_it_is_counted_per_prompt() {
        String body = "{'model_name':'kling-v2-6','prompt':'[[sim:http=503*1]] a fox'}";

        rig.post(TEXT2VIDEO, body).isRefused(503, 5001);
        rig.post(TEXT2VIDEO, body.replace("fox", "hen")).isRefused(503, 5001);
        rig.post(TEXT2VIDEO, body).isOk();
    }

    @Test
    void several_counted_hooks_strike_one_after_the_other() {
        String prompt = "[[sim:code=1302*1]][[sim:http=504-after-create*1]]";

        create("order-1", prompt).isRefused(429, 1302);
        create("order-1", prompt).isRefused(504, 5002);
        create("order-1", prompt).isRefused(400, 1201);
        assertThat(rig.kling.tasks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "risk,Failure to pass the risk control system",
        "pixel,Image pixel is invalid",
        "silent,''",
    })
    void tasks_fail_with_a_reason_or_without_one(String kind, String message) {
        create("order-1", "[[sim:fail=" + kind + "]][[sim:time=9s]]").isOk();
        rig.time.passSeconds(9);

        JsonNode data = task();

        assertThat(data.path("task_status").textValue()).isEqualTo("failed");
        assertThat(data.path("task_status_msg").textValue()).isEqualTo(message);
        assertThat(data.path("task_result").isEmpty()).isTrue();
    }

    @Test
    void a_stuck_task_stays_in_processing() {
        create("order-1", "[[sim:stuck]]").isOk();
        rig.time.pass(Duration.ofDays(7));

        assertThat(task().path("task_status").textValue()).isEqualTo("processing");
    }

    @Test
    void success_can_be_spelled_the_other_way() {
        create("order-1", "[[sim:succeeded]][[sim:time=1s]]").isOk();
        rig.time.passSeconds(1);

        assertThat(task().path("task_status").textValue()).isEqualTo("succeeded");
        assertThat(rig.get("/tasks?external_task_ids=order-1")
                        .data()
                        .path(0)
                        .path("status")
                        .textValue())
                .isEqualTo("succeed");
    }

    @Test
    void success_can_come_without_a_result_and_is_charged_all_the_same() {
        create("order-1", "[[sim:no-result]][[sim:time=1s]]").isOk();
        rig.time.passSeconds(1);

        JsonNode data = task();

        assertThat(data.path("task_status").textValue()).isEqualTo("succeed");
        assertThat(data.path("task_result").path("videos").isArray()).isTrue();
        assertThat(data.path("task_result").path("videos").isEmpty()).isTrue();
        assertThat(rig.kling.unitsDeducted()).isEqualByComparingTo("1.5");
    }

    @Test
    void members_can_be_missing_or_unknown() {
        Reply created =
                create("order-1", "[[sim:no-task-info]][[sim:extra-fields]]").isOk();

        assertThat(created.data().has("task_info")).isFalse();
        assertThat(created.data().has("experimental")).isTrue();
        assertThat(task().has("task_info")).isFalse();
        assertThat(task().has("experimental")).isTrue();
    }

    @Test
    void an_unknown_status_is_shown_while_it_runs() {
        create("order-1", "[[sim:unknown-status]][[sim:time=9s]]").isOk();
        rig.time.passSeconds(5);
        assertThat(task().path("task_status").textValue())
                .isNotIn("submitted", "processing", "succeed", "succeeded", "failed");

        rig.time.passSeconds(4);
        assertThat(task().path("task_status").textValue()).isEqualTo("succeed");
    }

    @Test
    void hooks_are_found_in_every_text() {
        rig.post(
                        "/image-to-video/kling-3.0",
                        "{'contents':[{'type':'prompt','text':'[[sim:code=1302]]'},"
                                + "{'type':'first_frame','url':'https://example.com/a.png'}]}")
                .isRefused(429, 1302);
        rig.post(
                        TEXT2VIDEO,
                        "{'model_name':'kling-v3','multi_shot':true,'shot_type':'customize',"
                                + "'multi_prompt':[{'index':1,'prompt':'[[sim:code=1303]]','duration':'5'}]}")
                .isRefused(429, 1303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[sim:nonsense]]", "[[sim:code=7]]", "[[sim:time=soon]]", "[[sim:]]", "[[sim:stuck"})
    void typing_errors_are_refused(String hook) {
        create("order-1", hook).isRefused(400, 1201);
    }

    @Test
    void a_test_can_plan_misbehaviour_for_requests_to_come() {
        rig.kling.misbehave(Misbehaviour.next("code=1302").on("GET /tasks").times(2));
        rig.kling.misbehave(Misbehaviour.next("reset-after-create").on("POST /v1/videos"));

        rig.get(TEXT2VIDEO).isOk();
        rig.get("/tasks?task_ids=1").isRefused(429, 1302);
        rig.get("/tasks?task_ids=1").isRefused(429, 1302);
        rig.get("/tasks?task_ids=1").isOk();
        assertThat(create("order-1", "a fox").status()).isZero();
        assertThat(rig.kling.tasks()).hasSize(1);
        assertThat(create("order-2", "a fox").isOk().status()).isEqualTo(200);
    }

    @Test
    void planned_misbehaviour_must_exist() {
        assertThatThrownBy(() -> Misbehaviour.next("nonsense")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Misbehaviour.next("html").times(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requests_are_counted_by_method_and_path() {
        create("order-1", "a fox").isOk();
        task();
        task();

        assertThat(rig.kling.requests("POST ")).isOne();
        assertThat(rig.kling.requests("GET " + TEXT2VIDEO)).isEqualTo(2);
        assertThat(rig.kling.requests("")).isEqualTo(3);
    }

    private Reply create(String externalId, String prompt) {
        return rig.post(
                TEXT2VIDEO,
                "{'model_name':'kling-v2-6','prompt':'" + prompt + "','external_task_id':'" + externalId + "'}");
    }

    private JsonNode task() {
        return rig.get(TEXT2VIDEO + "/order-1").isOk().data();
    }
}
