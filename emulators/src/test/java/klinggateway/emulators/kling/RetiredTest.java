package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was reported retired in September 2026, and can be had back. */
@TestInstance(Lifecycle.PER_CLASS)
class RetiredTest {
    private static final String EXTEND = "/v1/videos/video-extend";
    private static final String MULTI_IMAGE = "/v1/videos/multi-image2video";
    private static final String MULTI_ELEMENTS = "/v1/videos/multi-elements";
    private static final String IMAGES = "'image_list':[{'image':'https://e.com/a'}],'prompt':'x'";

    private final Rig rig = Rig.with(builder -> builder.retiredModels(true));

    @AfterAll
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EXTEND,
                MULTI_IMAGE,
                MULTI_ELEMENTS,
                MULTI_ELEMENTS + "/init-selection",
                MULTI_ELEMENTS + "/add-selection",
                MULTI_ELEMENTS + "/delete-selection",
                MULTI_ELEMENTS + "/clear-selection",
                MULTI_ELEMENTS + "/preview-selection",
            })
    void by_default_they_are_gone(String path) {
        try (Rig today = Rig.started()) {
            today.post(path, "{}").isRefused(404, 1203);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text2video  | 'prompt':'x'                                                         | 1
            text2video  | 'model_name':'kling-v1','prompt':'x','mode':'pro','duration':'10'    | 7
            text2video  | 'model_name':'kling-v1-6','prompt':'x','duration':'10'               | 4
            text2video  | 'model_name':'kling-v2-master','prompt':'x'                          | 10
            image2video | 'model_name':'kling-v1-5','image':'https://e.com/a','mode':'pro'     | 3.5
            image2video | 'model_name':'kling-v2-1','image':'https://e.com/a'                  | 2
            image2video | 'model_name':'kling-v2-1-master','image':'https://e.com/a','duration':'10' | 20
            """)
    void old_models_have_their_old_prices(String path, String members, String units) {
        assertThat(units("/v1/videos/" + path, members)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource({"kling-v1,std,1", "kling-v1-6,std,2", "kling-v1-6,pro,3.5"})
    void a_video_can_be_made_longer_again_and_again(String model, String mode, String units) {
        JsonNode original = rig.finished(
                "/v1/videos/text2video", "{'model_name':'" + model + "','mode':'" + mode + "','prompt':'x'}");

        JsonNode once = rig.finished(EXTEND, "{'video_id':'" + Rig.videoId(original) + "'}");
        JsonNode twice = rig.finished(EXTEND, "{'video_id':'" + Rig.videoId(once) + "','prompt':'on'}");

        JsonNode video = twice.path("task_result").path("videos").path(0);
        assertThat(once.path("final_unit_deduction").textValue()).isEqualTo(units);
        assertThat(twice.path("final_unit_deduction").textValue()).isEqualTo(units);
        assertThat(video.path("duration").textValue()).isEqualTo("15.041");
        assertThat(video.path("seed").textValue()).matches("\\d+");
        assertThat(twice.path("task_info").path("parent_video").path("id").textValue())
                .isEqualTo(Rig.videoId(once));
    }

    @Test
    void only_videos_of_old_models_can_be_made_longer() {
        String today = Rig.videoId(rig.finished("/v1/videos/text2video", "{'model_name':'kling-v2-6','prompt':'x'}"));

        assertThat(rig.post(EXTEND, "{'video_id':'" + today + "'}")
                        .isRefused(400, 1201)
                        .message())
                .isEqualTo("model is not supported");
    }

    @Test
    void several_images_become_one_video() {
        assertThat(units(MULTI_IMAGE, IMAGES)).isEqualTo("2");
        assertThat(units(MULTI_IMAGE, IMAGES + ",'mode':'pro','duration':'10'")).isEqualTo("7");
        rig.post(MULTI_IMAGE, "{'model_name':'kling-v3'," + IMAGES + "}").isRefused(400, 1201);
        rig.post(MULTI_IMAGE, "{'prompt':'x'}").isRefused(400, 1201);
    }

    @Test
    void a_selection_is_made_and_edited() {
        JsonNode init = selection("init-selection", "'video_url':'https://e.com/a.mp4#[[sim:input=8s]]'");
        String session = "'session_id':'" + init.path("session_id").asText() + "'";
        JsonNode added = selection("add-selection", session + ",'frame_index':3,'points':[{'x':0.5,'y':0.5}]");
        JsonNode cleared = selection("clear-selection", session);
        JsonNode preview = selection("preview-selection", session);

        String order = "{'edit_mode':'removal','prompt':'without it in <<<video_1>>>','duration':'10'," + session + "}";

        JsonNode created = rig.post(MULTI_ELEMENTS, order).isOk().data();
        JsonNode task = rig.finished(MULTI_ELEMENTS, order);

        assertThat(created.path("session_id")).isEqualTo(init.path("session_id"));
        assertThat(init.path("total_frame").intValue()).isEqualTo(192);
        assertThat(added.path("res").path("frame_index").intValue()).isEqualTo(3);
        assertThat(cleared.path("status").intValue()).isZero();
        assertThat(preview.path("res").path("video").textValue()).contains(".mp4?");
        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo("6");
        assertThat(session)
                .contains(task.path("task_result")
                        .path("videos")
                        .path(0)
                        .path("session_id")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({"3s,std,5,3", "3s,pro,5,5", "8s,std,10,6", "8s,pro,10,10"})
    void only_the_edited_video_is_charged_and_not_the_selection(
            String length, String mode, String duration, String units) {
        BigDecimal before = rig.kling.unitsDeducted();
        String session = "'session_id':'"
                + selection("init-selection", "'video_url':'https://e.com/a.mp4#[[sim:input=" + length + "]]'")
                        .path("session_id")
                        .asText()
                + "'";
        selection("add-selection", session + ",'frame_index':3,'points':[{'x':0.5,'y':0.5}]");
        selection("delete-selection", session + ",'frame_index':3,'points':[{'x':0.5,'y':0.5}]");
        selection("preview-selection", session);
        BigDecimal selected = rig.kling.unitsDeducted();

        String charged = units(
                MULTI_ELEMENTS,
                "'edit_mode':'removal','prompt':'<<<video_1>>>','mode':'" + mode + "','duration':'" + duration + "',"
                        + session);

        assertThat(selected).isEqualByComparingTo(before);
        assertThat(charged).isEqualTo(units);
    }

    @Test
    void a_selection_refuses_what_does_not_fit() {
        String session = "'session_id':'"
                + selection("init-selection", "'video_url':'https://e.com/a.mp4'")
                        .path("session_id")
                        .asText()
                + "'";

        rig.post(MULTI_ELEMENTS + "/init-selection", "{'video_url':'https://e.com/a.mp4#[[sim:input=6s]]'}")
                .isRefused(400, 1201);
        rig.post(MULTI_ELEMENTS + "/add-selection", "{" + session + ",'frame_index':1,'points':[{'x':2,'y':0}]}")
                .isRefused(400, 1201);
        rig.post(MULTI_ELEMENTS + "/clear-selection", "{'session_id':'1'}").isRefused(400, 1201);
        rig.post(MULTI_ELEMENTS, "{'edit_mode':'removal','prompt':'x'," + session + "}")
                .isRefused(400, 1201);
        rig.post(MULTI_ELEMENTS, "{'edit_mode':'swap','prompt':'<<<video_1>>><<<image_1>>>'," + session + "}")
                .isRefused(400, 1201);
        rig.post(MULTI_ELEMENTS, "{'edit_mode':'removal','prompt':'<<<video_1>>>','duration':'10'," + session + "}")
                .isRefused(400, 1201);
    }

    private JsonNode selection(String call, String members) {
        return rig.post(MULTI_ELEMENTS + "/" + call, "{" + members + "}").isOk().data();
    }

    private String units(String path, String members) {
        return rig.finished(path, "{" + members + "}")
                .path("final_unit_deduction")
                .textValue();
    }
}
