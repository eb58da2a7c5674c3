package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import klinggateway.emulators.kling.Rig.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sounds, speech, and the picture call that is answered at once like speech. */
class AudioTest {
    private static final String TTS = "/v1/audio/tts";

    private final Rig rig = Rig.started();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void a_sound_comes_in_two_formats() {
        JsonNode task = rig.finished(
                "/v1/audio/text-to-audio", "{'prompt':'rain','duration':4.5,'external_task_id':'order-1'}");

        JsonNode audio = task.path("task_result").path("audios").path(0);
        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo("0.25");
        assertThat(audio.path("duration_mp3").textValue()).isEqualTo("4.5");
        Reply mp3 = rig.fetch("GET", audio.path("url_mp3").textValue());
        Reply wav = rig.fetch("GET", audio.path("url_wav").textValue());
        assertThat(type(mp3)).isEqualTo("audio/mpeg");
        assertThat(type(wav)).isEqualTo("audio/wav");
        assertThat(new String(bytes(wav), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(bytes(mp3)[0]).isEqualTo((byte) 0xFF);
        JsonNode output = rig.get("/tasks?external_task_ids=order-1")
                .isOk()
                .data()
                .path(0)
                .path("outputs")
                .path(0);
        assertThat(output.path("type").textValue()).isEqualTo("audio");
        assertThat(output.path("mp3_url")).isEqualTo(audio.path("url_mp3"));
    }

    @Test
    void a_video_gets_its_sound() {
        String videoId = Rig.videoId(rig.finished(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'a fox'}"));

        JsonNode task = rig.finished(
                "/v1/audio/video-to-audio", "{'video_id':'" + videoId + "','bgm_prompt':'jazz','asmr_mode':true}");

        assertThat(task.path("task_info").path("parent_video").path("id").textValue())
                .isEqualTo(videoId);
        assertThat(task.path("task_result").path("videos").size()).isOne();
        assertThat(task.path("task_result").path("audios").size()).isOne();
        assertThat(task.path("final_unit_deduction").textValue()).isEqualTo("0.25");
        rig.post("/v1/videos/identify-face", "{'video_id':'" + Rig.videoId(task) + "'}")
                .isOk();
    }

    @Test
    void a_video_without_a_fitting_length_fails_later() {
        assertThat(rig.finished("/v1/audio/video-to-audio", "{'video_url':'https://e.com/a#[[sim:input=21s]]'}")
                        .path("task_status")
                        .textValue())
                .isEqualTo("failed");
    }

    @Test
    void speech_is_answered_and_charged_at_once() {
        JsonNode data = rig.post(TTS, "{'text':'hello','voice_id':'AOT','voice_language':'en','voice_speed':1.5}")
                .isOk()
                .data();

        JsonNode audio = data.path("task_result").path("audios").path(0);
        assertThat(data.path("task_status").textValue()).isEqualTo("succeed");
        assertThat(data.path("final_unit_deduction").textValue()).isEqualTo("0.05");
        assertThat(audio.path("duration").textValue()).isEqualTo("5");
        assertThat(type(rig.fetch("GET", audio.path("url").textValue()))).isEqualTo("audio/mpeg");
        assertThat(rig.kling.unitsDeducted(ProductType.VIDEO)).isEqualByComparingTo("0.05");
    }

    @Test
    void speech_can_be_spoken_by_an_avatar_for_thirty_days() {
        String audioId = rig.post(TTS, "{'text':'hello [[sim:input=8s]]','voice_id':'ai_kaiya'}")
                .isOk()
                .data()
                .path("task_result")
                .path("audios")
                .path(0)
                .path("id")
                .asText();
        String body = "{'image':'https://e.com/a.png','audio_id':'" + audioId + "'}";

        assertThat(rig.finished("/v1/videos/avatar/image2video", body)
                        .path("final_unit_deduction")
                        .textValue())
                .isEqualTo("3.2");
        rig.time.pass(Duration.ofDays(30));
        rig.post("/v1/videos/avatar/image2video", body).isRefused(400, 1201);
    }

    @Test
    void inline_sound_is_judged_by_its_beginning() {
        byte[] wav = bytes(rig.fetch(
                "GET",
                rig.finished("/v1/audio/text-to-audio", "{'prompt':'rain','duration':3}")
                        .path("task_result")
                        .path("audios")
                        .path(0)
                        .path("url_wav")
                        .textValue()));
        String inline = Base64.getEncoder().encodeToString(Arrays.copyOf(wav, 1000));

        rig.post("/v1/videos/avatar/image2video", "{'image':'https://e.com/a','sound_file':'" + inline + "'}")
                .isOk();
        rig.post("/v1/videos/avatar/image2video", "{'image':'https://e.com/a','sound_file':'data:" + inline + "'}")
                .isRefused(400, 1201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            audio/text-to-audio   | 'prompt':'x'                                        | duration is required
            audio/text-to-audio   | 'prompt':'x','duration':2.9                         | duration must be between
            audio/text-to-audio   | 'prompt':'x','duration':'5'                         | duration must be a number
            audio/text-to-audio   | 'duration':5                                        | prompt is required
            audio/video-to-audio  | 'bgm_prompt':'x'                                    | exactly one of video_id and video_url
            audio/video-to-audio  | 'video_id':'1'                                      | From video not found by id: 1
            audio/tts             | 'voice_id':'ai_kaiya'                               | text is required
            audio/tts             | 'text':'x','voice_id':'uk_boy1','voice_language':'zh' | Voice id not found
            audio/tts             | 'text':'x','voice_id':'ai_kaiya','voice_speed':0.7  | voice_speed
            videos/image-recognize | 'image':'data:x'                                   | base64
            """)
    void they_refuse_with_1201(String path, String members, String message) {
        assertThat(rig.post("/v1/" + path, "{" + members + "}")
                        .isRefused(400, 1201)
                        .message())
                .contains(message);
    }

    @Test
    void the_parts_of_a_picture_are_answered_and_charged_at_once() {
        JsonNode data = rig.post("/v1/videos/image-recognize", "{'image':'https://e.com/a'}")
                .isOk()
                .data();

        JsonNode images = data.path("task_result").path("images");
        assertThat(images.valueStream().map(image -> image.path("type").asText()))
                .containsExactly("object_seg", "head_seg", "face_seg", "cloth_seg");
        assertThat(images.path(0).path("is_contain").booleanValue()).isTrue();
        assertThat(data.path("final_unit_deduction").textValue()).isEqualTo("0.1");
        assertThat(rig.kling.unitsDeducted()).isEqualByComparingTo("0.1");
    }

    @ParameterizedTest
    @CsvSource({"code=1302,429,1302", "http=504-after-create,504,5002", "fail=risk,400,1201"})
    void what_is_answered_at_once_can_misbehave_too(String hook, int status, int code) {
        rig.post(TTS, "{'text':'[[sim:" + hook + "]]','voice_id':'ai_kaiya'}").isRefused(status, code);

        assertThat(rig.kling.tasks()).hasSize(hook.endsWith("after-create") ? 1 : 0);
    }

    @Test
    void what_is_answered_at_once_needs_units_and_no_slot() {
        try (Rig poor = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 2, 1)))) {
            poor.video("order-1", "a fox");
            poor.post(TTS, "{'text':'x','voice_id':'ai_kaiya'}").isOk();
        }
        try (Rig poor = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.IMAGE, 2, 1)))) {
            poor.post(TTS, "{'text':'x','voice_id':'ai_kaiya'}").isRefused(429, 1102);
        }
    }

    private static byte[] bytes(Reply reply) {
        return reply.raw().orElseThrow().body();
    }

    private static String type(Reply reply) {
        return reply.raw().orElseThrow().headers().firstValue("Content-Type").orElse("");
    }
}
