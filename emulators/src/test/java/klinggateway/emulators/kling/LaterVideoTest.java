package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Omni, motion control, avatars and effects on the older paths. */
@TestInstance(Lifecycle.PER_CLASS)
class LaterVideoTest {
    private static final String MOTION =
            "'image_url':'https://e.com/a.png','video_url':'https://e.com/a.mp4#[[sim:input=12.3s]]'";
    private static final String CUT_OFF_PNG = "iVBORw0KGgo=";

    private final Rig rig = Rig.started();

    @AfterAll
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'prompt':'x','aspect_ratio':'16:9'                                                       | 4
            'prompt':'x','aspect_ratio':'16:9','mode':'std','duration':'10'                          | 6
            'model_name':'kling-v3-omni','prompt':'x','aspect_ratio':'1:1','mode':'std','duration':'3' | 1.8
            'model_name':'kling-v3-omni','prompt':'x','aspect_ratio':'1:1','mode':'std','sound':'on' | 4
            'model_name':'kling-v3-omni','prompt':'x','aspect_ratio':'1:1','sound':'on'              | 5
            'model_name':'kling-v3-omni','prompt':'x','aspect_ratio':'1:1','mode':'4k','sound':'on'  | 15
            'prompt':'x','image_list':[{'image_url':'https://e.com/a','type':'first_frame'}]         | 4
            'prompt':'x','aspect_ratio':'9:16','duration':'7','image_list':[{'image_url':'https://e.com/a'}] | 5.6
            'prompt':'x','aspect_ratio':'9:16','duration':'7','video_list':[{'video_url':'https://e.com/a','refer_type':'feature'}] | 8.4
            'prompt':'x','video_list':[{'video_url':'https://e.com/a?%5B%5Bsim:input=8.5s%5D%5D'}]   | 10.2
            'prompt':'x [[sim:input=4s]]','mode':'std','duration':'99','video_list':[{'video_url':'https://e.com/a'}] | 3.6
            'model_name':'kling-v3-omni','aspect_ratio':'1:1','multi_shot':true,'shot_type':'customize','multi_prompt':[{'index':1,'prompt':'a','duration':'5'}] | 4
            """)
    void omni_is_charged_by_mode_sound_and_input_video(String members, String units) {
        assertThat(units("/v1/videos/omni-video", members)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'aspect_ratio':'16:9'                                                                 | prompt is required
            'prompt':'x'                                                                          | aspect_ratio is required
            'prompt':'x','aspect_ratio':'16:9','duration':'7'                                     | must be 5 or 10
            'prompt':'x','aspect_ratio':'16:9','mode':'4k'                                        | mode 4k
            'prompt':'x','aspect_ratio':'16:9','sound':'on'                                       | sound is not supported
            'prompt':'x','aspect_ratio':'16:9','multi_shot':true                                  | multi_shot
            'prompt':'x','aspect_ratio':'16:9','image_list':[{'image_url':'https://e.com/a','type':'end_frame'}] | needs a first frame
            'prompt':'x','video_list':[{'video_url':'https://e.com/a'}],'image_list':[{'image_url':'https://e.com/a','type':'first_frame'}] | base video
            'prompt':'x','video_list':[{'video_url':'a.mp4'}]                                     | video_url
            'prompt':'x','video_list':[{'video_url':'https://e.com/a'}],'element_list':[{'element_id':1},{'element_id':2},{'element_id':3},{'element_id':4},{'element_id':5}] | cannot exceed 4
            'model_name':'kling-v3-omni','prompt':'x','sound':'on','video_list':[{'video_url':'https://e.com/a'}] | sound must be off
            'model_name':'kling-v3-omni','prompt':'x','aspect_ratio':'16:9','duration':'16'       | between 3 and 15
            'prompt':'x','aspect_ratio':'16:9','image_list':[{'image_url':'data:x'}]              | base64
            """)
    void omni_refuses_with_1201(String members, String message) {
        assertThat(rig.post("/v1/videos/omni-video", "{" + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @Test
    void omni_knows_its_own_models_only() {
        rig.post("/v1/videos/omni-video", "{'model_name':'kling-v3','prompt':'x'}")
                .isRefused(404, 1203);
        rig.post("/v1/videos/text2video", "{'model_name':'kling-v3-omni','prompt':'x'}")
                .isRefused(404, 1203);
    }

    @Test
    void a_video_to_be_changed_keeps_its_length_and_its_sound() {
        JsonNode task = rig.finished(
                "/v1/videos/omni-video",
                "{'prompt':'x','video_list':[{'video_url':'https://e.com/a#[[sim:input=7.5s]]'}]}");

        assertThat(task.path("task_result")
                        .path("videos")
                        .path(0)
                        .path("duration")
                        .textValue())
                .isEqualTo("7.541");
        JsonNode line = newestDeduction();
        assertThat(line.path("refer_video_input").booleanValue()).isTrue();
        assertThat(line.path("video_sound").textValue()).isEqualTo("original");
    }

    @Test
    void an_input_of_the_wrong_length_is_seen_only_when_the_task_runs() {
        JsonNode task = rig.finished(
                "/v1/videos/omni-video",
                "{'prompt':'x [[sim:input=11s]]','video_list':[{'video_url':'https://e.com/a'}]}");

        assertThat(task.path("task_status").textValue()).isEqualTo("failed");
        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'character_orientation':'video'                                          | 6.15
            'character_orientation':'video','mode':'pro'                             | 9.84
            'model_name':'kling-v3','character_orientation':'video','mode':'std','element_list':[{'element_id':1}] | 11.07
            'model_name':'kling-v3','character_orientation':'video','mode':'pro','keep_original_sound':'no' | 14.76
            'character_orientation':'image'                                          | 0
            """)
    void motion_control_is_charged_by_the_length_of_the_video(String members, String units) {
        assertThat(units("/v1/videos/motion-control", MOTION + "," + members)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'character_orientation':'image','element_list':[{'element_id':1}] | element_list
            'character_orientation':'both'                                    | character_orientation value
            'character_orientation':'image','mode':'4k'                       | mode value
            """)
    void motion_control_refuses_with_1201(String members, String message) {
        assertThat(rig.post("/v1/videos/motion-control", "{" + MOTION + "," + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @Test
    void motion_control_needs_both_a_person_and_a_motion() {
        assertThat(rig.post("/v1/videos/motion-control", "{'image_url':'https://e.com/a'}")
                        .isRefused(400, 1201)
                        .message())
                .isEqualTo("video_url is required");
        assertThat(rig.post("/v1/videos/motion-control", "{'video_url':'https://e.com/a'}")
                        .isRefused(400, 1201)
                        .message())
                .isEqualTo("image_url is required");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'sound_file':'https://e.com/a.mp3'                                    | 2
            'sound_file':'https://e.com/a.mp3#[[sim:input=12.27s]]'               | 5
            'sound_file':'https://e.com/a.mp3','prompt':'[[sim:input=12.27s]]','mode':'pro' | 9.9
            """)
    void an_avatar_is_charged_by_the_length_of_its_speech(String members, String units) {
        assertThat(units("/v1/videos/avatar/image2video", "'image':'https://e.com/a.png'," + members))
                .isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'image':'https://e.com/a'                                       | exactly one of audio_id and sound_file
            'image':'https://e.com/a','audio_id':'1','sound_file':'aGk='    | exactly one of audio_id and sound_file
            'image':'https://e.com/a','audio_id':'1'                        | Audio not found by id: 1
            'image':'https://e.com/a','sound_file':'https://e.com/a.m4a?x'  | Audio format is invalid
            'image':'https://e.com/a','sound_file':'aGk='                   | Audio format is invalid
            'sound_file':'https://e.com/a.mp3'                              | image is required
            """)
    void an_avatar_refuses_with_1201(String members, String message) {
        assertThat(rig.post("/v1/videos/avatar/image2video", "{" + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @Test
    void effects_take_one_image_or_two() {
        String path = "/v1/videos/effects";

        assertThat(units(path, "'effect_scene':'squish','input':{'image':'https://e.com/a'}"))
                .isEqualTo("2");
        assertThat(
                        units(
                                path,
                                "'effect_scene':'hug','input':{'images':['https://e.com/a','https://e.com/b'],'duration':'10'}"))
                .isEqualTo("2");
        rig.post(path, "{'effect_scene':'hug','input':{'image':'https://e.com/a'}}")
                .isRefused(400, 1201);
        rig.post(path, "{'effect_scene':'squish'}").isRefused(400, 1201);
        rig.post(path, "{'input':{'image':'https://e.com/a'}}").isRefused(400, 1201);
    }

    @Test
    void a_broken_image_makes_the_task_fail() {
        JsonNode task =
                rig.finished("/v1/videos/effects", "{'effect_scene':'squish','input':{'image':'" + CUT_OFF_PNG + "'}}");

        assertThat(task.path("task_status_msg").textValue()).contains("resolution or aspect ratio");
    }

    private String units(String path, String members) {
        return rig.finished(path, "{" + members + "}")
                .path("final_unit_deduction")
                .textValue();
    }

    private JsonNode newestDeduction() {
        return rig.post("/account/billing/package", "{'start_time':0,'end_time':9999999999999}")
                .isOk()
                .data()
                .path("result")
                .path("detail")
                .path(0);
    }
}
