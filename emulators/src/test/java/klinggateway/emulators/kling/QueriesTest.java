package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
    private final Rig rig = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 1000, 100))
            .pack(ResourcePack.of(ProductType.IMAGE, 1000, 100)));

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void an_id_of_another_product_is_unknown() {
        String id = rig.video("order-1", "a fox");

        assertThat(rig.get("/v1/videos/image2video/" + id).isRefused(400, 1201).message())
                .isEqualTo("Task not found by id/external id: " + id);
        rig.get("/v1/images/generations/order-1").isRefused(400, 1201);
        rig.get(TEXT2VIDEO + "/order-1").isOk();
    }

    @Test
    void a_task_of_the_newer_paths_is_unknown_to_the_older() {
        rig.post("/text-to-video/kling-3.0", "{'prompt':'x','options':{'external_task_id':'order-1'}}")
                .isOk();

        rig.get(TEXT2VIDEO + "/order-1").isRefused(400, 1201);
        assertThat(rig.get("/tasks?external_task_ids=order-1").isOk().data().size())
                .isOne();
    }

    @Test
    void the_list_has_the_newest_first_and_pages() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 35; i++) {
            ids.add(rig.video("order-" + i, "a fox"));
        }
        Collections.reverse(ids);

        assertThat(ids(rig.get(TEXT2VIDEO).isOk().data(), "task_id")).isEqualTo(ids.subList(0, 30));
        assertThat(ids(rig.get(TEXT2VIDEO + "?pageNum=2").isOk().data(), "task_id"))
                .isEqualTo(ids.subList(30, 35));
        assertThat(ids(rig.get(TEXT2VIDEO + "?pageNum=4&pageSize=10").isOk().data(), "task_id"))
                .isEqualTo(ids.subList(30, 35));
        assertThat(rig.get("/v1/videos/image2video").isOk().data().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pageNum=0", "pageNum=1001", "pageSize=0", "pageSize=501", "pageSize=x"})
    void pages_outside_of_the_limits_are_1201(String query) {
        rig.get(TEXT2VIDEO + "?" + query).isRefused(400, 1201);
    }

    @Test
    void get_tasks_leaves_unknown_ids_out_and_knows_all_products() {
        String video = rig.video("order-1", "a fox");
        String image = rig.post("/v1/images/generations", "{'prompt':'x','n':2}")
                .isOk()
                .data()
                .path("task_id")
                .asText();

        assertThat(ids(
                        rig.get("/tasks?task_ids=" + video + ",1," + image)
                                .isOk()
                                .data(),
                        "id"))
                .containsExactly(video, image);
        assertThat(rig.get("/tasks?task_ids=1,2").isOk().data().isEmpty()).isTrue();
        assertThat(rig.get("/tasks?task_ids=order-1").isOk().data().isEmpty()).isTrue();
        assertThat(rig.get("/tasks?external_task_ids=" + video).isOk().data().isEmpty())
                .isTrue();
    }

    @Test
    void get_tasks_takes_one_kind_of_ids_and_twenty_of_them() {
        List<String> different = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            different.add("9" + i);
        }

        rig.get("/tasks?task_ids=" + String.join(",", different.subList(0, 20))).isOk();
        assertThat(rig.get("/tasks?task_ids=" + String.join(",", different))
                        .isRefused(400, 1201)
                        .message())
                .contains("cannot exceed 20 in total");
        assertThat(rig.get("/tasks").isRefused(400, 1201).message())
                .isEqualTo("task_ids or external_task_ids is required");
        rig.get("/tasks?task_ids=1&external_task_ids=2").isRefused(400, 1201);
    }

    @Test
    void images_are_numbered_from_zero() {
        String id = rig.post(
                        "/v1/images/generations",
                        "{'prompt':'x [[sim:time=9s]]','n':2,'watermark_info':{'enabled':true}}")
                .isOk()
                .data()
                .path("task_id")
                .asText();
        rig.time.passSeconds(9);

        JsonNode data = rig.get("/v1/images/generations/" + id).isOk().data();

        JsonNode images = data.path("task_result").path("images");
        assertThat(images.size()).isEqualTo(2);
        assertThat(images.path(1).path("index").intValue()).isOne();
        assertThat(images.path(1).path("url").textValue()).contains("/1.png?Expires=");
        assertThat(images.path(1).path("watermark_url").textValue()).contains("watermark");
        assertThat(data.path("final_unit_deduction").textValue()).isEqualTo("16");
    }

    @Test
    void post_tasks_walks_through_everything_behind_a_cursor() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(rig.video("order-" + i, "a fox"));
        }
        List<String> found = new ArrayList<>();
        String cursor = "";
        JsonNode data;

        do {
            data = rig.post("/tasks", "{'limit':3,'cursor':'" + cursor + "'}")
                    .isOk()
                    .data();
            found.addAll(ids(data.path("result"), "id"));
            assertThat(data.path("count").intValue())
                    .isEqualTo(data.path("result").size());
            cursor = data.path("next_cursor").textValue();
        } while (data.path("has_more").booleanValue());

        assertThat(found).isEqualTo(ids.reversed());
        rig.post("/tasks", "{'cursor':'nonsense'}").isRefused(400, 1201);
        rig.post("/tasks", "{'limit':501}").isRefused(400, 1201);
    }

    @Test
    void post_tasks_filters_and_looks_back_thirty_days() {
        String old = rig.video("old", "a fox [[sim:time=1s]]");
        rig.time.pass(Duration.ofDays(31));
        String failed = rig.video("failed", "[[sim:fail=risk]][[sim:time=1s]]");
        rig.post("/v1/images/generations", "{'prompt':'x'}").isOk();
        rig.time.passSeconds(1);

        assertThat(page("'filters':[{'key':'product_type','values':['video']}]"))
                .containsExactly(failed);
        assertThat(page("'filters':[{'key':'status','values':['failed']}]")).containsExactly(failed);
        assertThat(page("'start_time':'0','filters':[{'key':'status','values':['succeeded']}]"))
                .containsExactly(old);
        assertThat(page("'start_time':0,'end_time':1")).isEmpty();
        rig.post("/tasks", "{'filters':[{'key':'colour','values':['x']}]}").isRefused(400, 1201);
    }

    private List<String> page(String members) {
        return ids(rig.post("/tasks", "{" + members + "}").isOk().data().path("result"), "id");
    }

    private static List<String> ids(JsonNode list, String name) {
        return list.valueStream().map(task -> task.path(name).textValue()).toList();
    }
}
