package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LegacyVideoTest {
    private final Rig rig = Rig.started();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void a_create_answers_the_submitted_task_with_an_18_digit_id() {
        JsonNode data = rig.post(TEXT2VIDEO, "{'model_name':'kling-v3','prompt':'a fox','external_task_id':'order-1'}")
                .isOk()
                .data();

        assertThat(data.path("task_id").textValue()).matches("\\d{18}");
        assertThat(data.path("task_status").textValue()).isEqualTo("submitted");
        assertThat(data.path("task_info").path("external_task_id").textValue()).isEqualTo("order-1");
        assertThat(data.path("created_at").longValue()).isEqualTo(rig.time.millis());
        assertThat(data.path("updated_at").longValue()).isEqualTo(rig.time.millis());
    }

    @Test
    void ids_grow() {
        String first = rig.video("a", "one");
        String second = rig.video("b", "two");
        rig.time.passSeconds(1);
        String third = rig.video("c", "three");

        assertThat(first).isLessThan(second);
        assertThat(second).isLessThan(third);
    }

    @Test
    void a_task_passes_through_its_states_as_time_passes() {
        String id = rig.video("order-1", "a fox [[sim:time=30s]]");
        assertThat(status(id)).isEqualTo("submitted");

        rig.time.passSeconds(10);
        assertThat(status(id)).isEqualTo("processing");

        rig.time.passSeconds(19);
        assertThat(status(id)).isEqualTo("processing");

        rig.time.passSeconds(1);
        assertThat(status(id)).isEqualTo("succeed");
    }

    @Test
    void a_succeeded_task_shows_its_video_and_what_it_cost() {
        String id = rig.video("order-1", "a fox [[sim:time=30s]]");
        rig.time.passSeconds(45);

        JsonNode data = rig.get(TEXT2VIDEO + "/order-1").isOk().data();

        JsonNode video = data.path("task_result").path("videos").path(0);
        assertThat(data.path("task_id").textValue()).isEqualTo(id);
        assertThat(data.path("task_status_msg").textValue()).isEmpty();
        assertThat(video.path("id").textValue()).matches("\\d{18}").isNotEqualTo(id);
        assertThat(video.path("duration").textValue()).isEqualTo("5.041");
        assertThat(video.path("url").textValue()).startsWith(rig.kling.url() + "/files/" + id + "/");
        assertThat(video.has("watermark_url")).isFalse();
        assertThat(data.path("final_unit_deduction").textValue()).isEqualTo("1.5");
        assertThat(data.path("final_balance_deduction").path("quota").textValue())
                .isEqualTo("0");
        assertThat(data.path("updated_at").longValue() - data.path("created_at").longValue())
                .isEqualTo(30_000);
    }

    @Test
    void get_tasks_knows_it_too_under_the_other_spelling() {
        String id = rig.video("order-1", "a fox [[sim:time=30s]]");
        rig.time.passSeconds(30);

        JsonNode data = rig.get("/tasks?task_ids=" + id).isOk().data();

        assertThat(data.size()).isEqualTo(1);
        assertThat(data.path(0).path("id").textValue()).isEqualTo(id);
        assertThat(data.path(0).path("status").textValue()).isEqualTo("succeeded");
        assertThat(data.path(0).path("external_id").textValue()).isEqualTo("order-1");
        assertThat(data.path(0).path("outputs").path(0).path("type").textValue())
                .isEqualTo("video");
        assertThat(data.path(0).path("billing").toString())
                .isEqualTo("[{\"charge_type\":\"unit\",\"amount\":\"1.5\",\"package_type\":\"video\"}]");
    }

    private String status(String id) {
        return rig.get(TEXT2VIDEO + "/" + id).isOk().data().path("task_status").textValue();
    }
}
