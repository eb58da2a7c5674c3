package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LipSyncTest {
    private static final String OLD = "/v1/videos/lip-sync";
    private static final String FACES = "/v1/videos/identify-face";
    private static final String ADVANCED = "/v1/videos/advanced-lip-sync";
    private static final String SPEECH = "'mode':'text2video','text':'hello','voice_id':'AOT','voice_language':'en'";

    private final Rig rig = Rig.started();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void the_old_way_names_its_parent_and_charges_every_started_five_seconds() {
        String videoId = video();

        JsonNode ofOwn = rig.finished(OLD, "{'input':{'video_id':'" + videoId + "'," + SPEECH + "}}");
        JsonNode ofUrl = rig.finished(
                OLD,
                "{'input':{'video_url':'https://e.com/a.mp4#[[sim:input=5.1s]]','mode':'audio2video',"
                        + "'audio_type':'url','audio_url':'https://e.com/a.wav'}}");

        JsonNode parent = ofOwn.path("task_info").path("parent_video");
        assertThat(ofOwn.path("final_unit_deduction").textValue()).isEqualTo("0.5");
        assertThat(parent.path("id").textValue()).isEqualTo(videoId);
        assertThat(parent.path("duration").textValue()).isEqualTo("5");
        assertThat(rig.fetch("GET", parent.path("url").textValue()).status()).isEqualTo(200);
        assertThat(Rig.videoId(ofOwn)).isNotEqualTo(videoId);
        assertThat(ofUrl.path("final_unit_deduction").textValue()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'video_url':'https://e.com/a','mode':'text2video','text':'x'                                      | Voice language not found
            'video_url':'https://e.com/a','mode':'text2video','text':'x','voice_id':'AOT'                     | Voice id not found
            'video_url':'https://e.com/a','mode':'text2video','voice_id':'ai_kaiya'                           | text is required
            'video_url':'https://e.com/a','mode':'text2video','text':'x','voice_id':'ai_kaiya','voice_speed':3 | voice_speed
            'video_url':'https://e.com/a','mode':'audio2video','audio_type':'url','audio_url':'https://e.com/a.aac' | Audio format is invalid
            'video_url':'https://e.com/a','mode':'sing'                                                       | mode value
            'mode':'text2video','text':'x','voice_id':'ai_kaiya'                                              | exactly one of video_id and video_url
            """)
    void the_old_way_refuses_with_1201(String input, String message) {
        assertThat(rig.post(OLD, "{'input':{" + input + "}}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @Test
    void a_task_id_is_no_video_id() {
        String taskId = rig.video("order-1", "a fox [[sim:time=1s]]");
        rig.time.passSeconds(1);

        assertThat(rig.post(OLD, "{'input':{'video_id':'" + taskId + "'," + SPEECH + "}}")
                        .isRefused(400, 1201)
                        .message())
                .isEqualTo("From video not found by id: " + taskId);
    }

    @Test
    void a_video_can_be_used_for_thirty_days() {
        String videoId = video();
        rig.post(FACES, "{'video_id':'" + videoId + "'}").isOk();

        rig.time.pass(Duration.ofDays(30));

        assertThat(rig.post(FACES, "{'video_id':'" + videoId + "'}")
                        .isRefused(400, 1201)
                        .message())
                .startsWith("From video not found");
    }

    @Test
    void faces_are_answered_and_charged_at_once() {
        JsonNode data = rig.post(FACES, "{'video_url':'https://e.com/a.mp4#[[sim:input=7s]]'}")
                .isOk()
                .data();

        assertThat(data.path("session_id").textValue()).matches("\\d{18}");
        assertThat(data.path("final_unit_deduction").textValue()).isEqualTo("0.05");
        assertThat(data.path("face_data").path(0).path("face_id").textValue()).isEqualTo("0");
        assertThat(data.path("face_data").path(0).path("end_time").intValue()).isEqualTo(7000);
        assertThat(rig.kling.unitsDeducted(ProductType.VIDEO)).isEqualByComparingTo("0.05");
        assertThat(rig.fetch(
                                "GET",
                                data.path("face_data")
                                        .path(0)
                                        .path("face_image")
                                        .textValue())
                        .status())
                .isEqualTo(200);
        assertThat(rig.kling.maxConcurrent(ProductType.VIDEO)).isZero();
    }

    @Test
    void faces_are_looked_for_in_up_to_a_minute() {
        rig.post(FACES, "{'video_url':'https://e.com/a.mp4#%5bsim'}").isOk();
        rig.post(FACES, "{'video_url':'https://e.com/a.mp4#[[sim:input=60s]]'}").isOk();
        rig.post(FACES, "{'video_url':'https://e.com/a.mp4#%5b%5bsim:input=61s%5d%5d'}")
                .isRefused(400, 1201);
    }

    @Test
    void what_is_answered_at_once_cannot_be_asked_for() {
        rig.post(FACES, "{'video_url':'https://e.com/a.mp4'}").isOk();
        String id = rig.kling.tasks().getFirst().id();

        assertThat(rig.get("/tasks?task_ids=" + id).isOk().data().isEmpty()).isTrue();
        rig.get(FACES + "/" + id).isRefused(404, 1202);
        rig.get(FACES).isRefused(404, 1202);
    }

    @Test
    void the_way_of_today_needs_a_session_and_its_face() {
        String session = session("https://e.com/a.mp4#[[sim:input=12s]]");

        JsonNode task = rig.finished(ADVANCED, advanced(session, "0", 500, 6000, 1000));

        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo("1.5");
        assertThat(task.path("task_result")
                        .path("videos")
                        .path(0)
                        .path("duration")
                        .textValue())
                .isEqualTo("12.041");
        assertThat(task.path("task_info").path("parent_video").path("url").textValue())
                .startsWith("https://e.com/a.mp4");
    }

    @Test
    void the_way_of_today_refuses_what_does_not_fit() {
        String session = session("https://e.com/a.mp4#[[sim:input=12s]]");

        rig.post(ADVANCED, advanced(session, "1", 0, 5000, 0)).isRefused(400, 1201);
        rig.post(ADVANCED, advanced("1", "0", 0, 5000, 0)).isRefused(400, 1201);
        rig.post(ADVANCED, advanced(session, "0", 0, 1999, 0)).isRefused(400, 1201);
        rig.post(ADVANCED, advanced(session, "0", 0, 5000, 7001)).isRefused(400, 1201);
        rig.post(ADVANCED, advanced(session, "0", 0, 5000, 7000)).isOk();
        rig.post(ADVANCED, advanced(session, "0", 0, 5000, 0).replace(".mp3", ".mp3#[[sim:input=4s]]"))
                .isRefused(400, 1201);
        rig.post(ADVANCED, "{'session_id':'" + session + "'}").isRefused(400, 1201);
        rig.time.pass(Duration.ofHours(24));
        rig.post(ADVANCED, advanced(session, "0", 0, 5000, 0)).isRefused(400, 1201);
    }

    private String video() {
        return Rig.videoId(rig.finished(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'a fox'}"));
    }

    private String session(String videoUrl) {
        return rig.post(FACES, "{'video_url':'" + videoUrl + "'}")
                .isOk()
                .data()
                .path("session_id")
                .asText();
    }

    private static String advanced(String session, String face, int start, int end, int insert) {
        return "{'session_id':'" + session + "','face_choose':[{'face_id':'" + face
                + "','sound_file':'https://e.com/a.mp3','sound_start_time':" + start + ",'sound_end_time':" + end
                + ",'sound_insert_time':" + insert + "}]}";
    }
}
