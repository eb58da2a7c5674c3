package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements and voices. */
class LibraryTest {
    private static final String ELEMENTS = "/v1/general/advanced-custom-elements";
    private static final String VOICES = "/v1/general/custom-voices";
    private static final String FOX = "'element_name':'fox','element_description':'red','reference_type':'image_refer',"
            + "'element_image_list':{'frontal_image':'https://e.com/a','refer_images':[{'image_url':'https://e.com/b'}]}";

    private final Rig rig = Rig.started();

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete-advanced-elements", "delete-elements"})
    void an_element_is_free_and_can_be_deleted_once(String path) {
        JsonNode task = rig.finished(ELEMENTS, "{" + FOX + ",'tag_list':[{'tag_id':'o_101'}]}");

        JsonNode element = task.path("task_result").path("elements").path(0);
        String body = "{'element_id':" + element.path("element_id") + "}";
        assertThat(element.path("element_id").isIntegralNumber()).isTrue();
        assertThat(element.path("element_name").textValue()).isEqualTo("fox");
        assertThat(element.path("status").textValue()).isEqualTo("succeed");
        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo("0");

        rig.post("/v1/general/" + path, body).isOk();

        assertThat(rig.get(ELEMENTS + "/" + task.path("task_id").asText())
                        .isOk()
                        .data()
                        .path("task_result")
                        .path("elements")
                        .path(0)
                        .path("status")
                        .textValue())
                .isEqualTo("deleted");
        rig.post("/v1/general/" + path, body).isRefused(400, 1201);
    }

    @Test
    void a_voice_is_made_from_a_recording_or_a_video() {
        String videoId = Rig.videoId(rig.finished(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'a fox'}"));

        JsonNode ofUrl = rig.finished(VOICES, "{'voice_name':'me','voice_url':'https://e.com/a.mp3'}");
        JsonNode ofVideo = rig.finished(VOICES, "{'voice_name':'fox','video_id':'" + videoId + "'}");

        JsonNode voice = ofUrl.path("task_result").path("voices").path(0);
        assertThat(ofUrl.path("final_unit_deduction").textValue()).isEqualTo("0.05");
        assertThat(voice.path("voice_id").isTextual()).isTrue();
        assertThat(voice.path("voice_name").textValue()).isEqualTo("me");
        assertThat(rig.fetch("GET", voice.path("trial_url").textValue()).status())
                .isEqualTo(200);
        assertThat(ofVideo.path("task_status").textValue()).isEqualTo("succeed");
        assertThat(rig.get(VOICES + "?pageSize=1000").isOk().data().size()).isEqualTo(2);
        rig.get(ELEMENTS + "?pageSize=1000").isRefused(400, 1201);
    }

    @Test
    void a_voice_can_be_deleted_but_not_as_an_element() {
        JsonNode task = rig.finished(VOICES, "{'voice_name':'me','voice_url':'https://e.com/a.mp3'}");
        String id =
                task.path("task_result").path("voices").path(0).path("voice_id").asText();

        rig.post("/v1/general/delete-elements", "{'element_id':" + id + "}").isRefused(400, 1201);
        rig.post("/v1/general/delete-voices", "{'voice_id':'" + id + "'}").isOk();
        assertThat(rig.post("/v1/general/delete-voices", "{'voice_id':'" + id + "'}")
                        .isRefused(400, 1201)
                        .message())
                .isEqualTo("Voice not found by id: " + id);
    }

    @Test
    void a_recording_that_is_too_short_fails_later() {
        assertThat(rig.finished(VOICES, "{'voice_name':'me','voice_url':'https://e.com/a.mp3#[[sim:input=4s]]'}")
                        .path("task_status")
                        .textValue())
                .isEqualTo("failed");
    }

    @Test
    void presets_belong_to_everybody_and_speech_does_not_know_them() {
        JsonNode voices = rig.get("/v1/general/presets-voices").isOk().data();
        JsonNode elements = rig.get("/v1/general/advanced-presets-elements?pageNum=2&pageSize=2")
                .isOk()
                .data();

        String voiceId = voices.path(0)
                .path("task_result")
                .path("voices")
                .path(0)
                .path("voice_id")
                .asText();
        assertThat(voices.size()).isGreaterThan(1);
        assertThat(elements.size()).isOne();
        assertThat(elements.path(0)
                        .path("task_result")
                        .path("elements")
                        .path(0)
                        .path("owned_by")
                        .textValue())
                .isEqualTo("kling");
        assertThat(rig.post("/v1/audio/tts", "{'text':'x','voice_id':'" + voiceId + "'}")
                        .isRefused(400, 1201)
                        .message())
                .isEqualTo("Voice id not found");
        rig.post("/v1/general/delete-voices", "{'voice_id':'" + voiceId + "'}").isRefused(400, 1201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            advanced-custom-elements | 'element_description':'x'                                | element_name is required
            advanced-custom-elements | 'element_name':'123456789012345678901'                   | element_name cannot exceed 20
            advanced-custom-elements | 'element_name':'x','element_description':'x'             | reference_type value
            advanced-custom-elements | 'element_name':'x','element_description':'x','reference_type':'image_refer' | frontal_image is required
            advanced-custom-elements | 'element_name':'x','element_description':'x','reference_type':'video_refer' | element_video_list is required
            custom-voices            | 'voice_url':'https://e.com/a'                            | voice_name is required
            custom-voices            | 'voice_name':'x'                                         | exactly one of voice_url and video_id
            custom-voices            | 'voice_name':'x','video_id':'1'                          | From video not found by id: 1
            """)
    void they_refuse_with_1201(String path, String members, String message) {
        assertThat(rig.post("/v1/general/" + path, "{" + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }
}
