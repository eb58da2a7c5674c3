package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    private Path folder;

    @Test
    void tasks_deductions_and_packs_survive_a_restart() {
        List<EmulatedTask> before;
        String packs;
        String deductions;
        try (Rig rig = started()) {
            rig.video("done", "a fox [[sim:time=1s]]");
            rig.post("/v1/images/generations", "{'prompt':'x','n':2,'external_task_id':'images'}")
                    .isOk();
            rig.post(
                            "/text-to-video/kling-3.0-turbo",
                            "{'prompt':'x [[sim:fail=silent*3]][[sim:time=1s]]','options':{'external_task_id':'failed',"
                                    + "'callback_url':'https://example.com/','watermark_info':{'enabled':true}}}")
                    .isOk();
            rig.time.passSeconds(3);
            before = rig.kling.tasks();
            packs = packs(rig);
            deductions = deductions(rig);
        }

        try (Rig rig = started()) {
            rig.time.passSeconds(3);

            assertThat(rig.kling.tasks()).isEqualTo(before);
            assertThat(packs(rig)).isEqualTo(packs);
            assertThat(deductions(rig)).isEqualTo(deductions);
            assertThat(rig.kling.unitsDeducted()).isEqualByComparingTo("1.5");
        }
    }

    @Test
    void what_was_running_goes_on_and_keeps_its_slot() {
        try (Rig rig = started()) {
            rig.video("order-1", "a fox [[sim:time=60s]]");
            rig.video("order-2", "a fox [[sim:stuck]]");
        }

        try (Rig rig = started()) {
            for (int i = 0; i < 3; i++) {
                rig.video("later-" + i, "a fox");
            }
            rig.post(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'x'}").isRefused(429, 1303);
            rig.time.passSeconds(60);

            assertThat(rig.get(TEXT2VIDEO + "/order-1")
                            .isOk()
                            .data()
                            .path("task_status")
                            .textValue())
                    .isEqualTo("succeed");
            rig.post(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'x','external_task_id':'order-2'}")
                    .isRefused(400, 1201);
        }
    }

    @Test
    void every_kind_of_result_survives_a_restart() {
        List<String> paths = List.of(
                "/v1/videos/omni-video",
                "/v1/videos/lip-sync",
                "/v1/images/omni-image",
                "/v1/general/ai-multi-shot",
                "/v1/audio/text-to-audio",
                "/v1/audio/video-to-audio",
                "/v1/general/advanced-custom-elements",
                "/v1/general/custom-voices");
        String session;
        String before;
        try (Rig rig = withRetired()) {
            session = orderOfEveryKind(rig);
            rig.time.passSeconds(3600);
            before = lists(rig, paths);
        }

        try (Rig rig = withRetired()) {
            rig.time.passSeconds(3600);

            assertThat(lists(rig, paths).replaceAll("127.0.0.1:\\d+", "host"))
                    .isEqualTo(before.replaceAll("127.0.0.1:\\d+", "host"))
                    .doesNotContain("submitted", "failed");
            rig.post("/v1/videos/multi-elements/clear-selection", "{'session_id':'" + session + "'}")
                    .isOk();
        }
    }

    private Rig withRetired() {
        return Rig.with(builder -> builder.folder(folder).retiredModels(true));
    }

    private static String lists(Rig rig, List<String> paths) {
        return paths.stream()
                .map(path -> rig.get(path).isOk().data().toString())
                .collect(Collectors.joining("\n"));
    }

    private static String orderOfEveryKind(Rig rig) {
        rig.post("/v1/videos/omni-video", "{'prompt':'x','video_list':[{'video_url':'https://e.com/a'}]}")
                .isOk();
        rig.post(
                        "/v1/videos/lip-sync",
                        "{'input':{'video_url':'https://e.com/a#[[sim:input=12.3s]]','mode':'text2video','text':'x',"
                                + "'voice_id':'ai_kaiya'}}")
                .isOk();
        rig.post(
                        "/v1/images/omni-image",
                        "{'model_name':'kling-v3-omni','prompt':'x','result_type':'series','series_amount':2}")
                .isOk();
        rig.post("/v1/general/ai-multi-shot", "{'element_frontal_image':'https://e.com/a'}")
                .isOk();
        rig.post("/v1/audio/text-to-audio", "{'prompt':'x','duration':3.5}").isOk();
        rig.post("/v1/audio/video-to-audio", "{'video_url':'https://e.com/a'}").isOk();
        rig.time.passSeconds(3600);
        rig.post("/v1/audio/tts", "{'text':'x','voice_id':'ai_kaiya'}").isOk();
        rig.post("/v1/videos/image-recognize", "{'image':'https://e.com/a'}").isOk();
        rig.post("/v1/videos/identify-face", "{'video_url':'https://e.com/a'}").isOk();
        rig.post("/v1/general/custom-voices", "{'voice_name':'x','voice_url':'https://e.com/a'}")
                .isOk();
        String element = rig.finished(
                        "/v1/general/advanced-custom-elements",
                        "{'element_name':'x','element_description':'x','reference_type':'video_refer',"
                                + "'element_video_list':[{'video_url':'https://e.com/a'}]}")
                .path("task_result")
                .path("elements")
                .path(0)
                .path("element_id")
                .asText();
        rig.post("/v1/general/delete-elements", "{'element_id':" + element + "}")
                .isOk();
        return rig.post("/v1/videos/multi-elements/init-selection", "{'video_url':'https://e.com/a'}")
                .isOk()
                .data()
                .path("session_id")
                .asText();
    }

    @Test
    void ids_go_on_growing() {
        String earlier;
        try (Rig rig = started()) {
            earlier = rig.video("order-1", "a fox");
        }

        try (Rig rig = started()) {
            assertThat(rig.video("order-2", "a fox")).isGreaterThan(earlier);
        }
    }

    @Test
    void inline_images_are_not_kept() throws IOException {
        try (Rig rig = started()) {
            rig.post("/v1/videos/image2video", "{'model_name':'kling-v2-6','image':'" + "A".repeat(400_000) + "'}")
                    .isOk();

            assertThat(rig.kling.tasks().getFirst().request().path("image").textValue())
                    .hasSizeLessThan(200)
                    .contains("400000 characters");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.toFile().length() < 10_000);
        }
    }

    @Test
    void a_taken_port_is_named() {
        try (Rig rig = Rig.started()) {
            int port = rig.kling.url().getPort();

            assertThatThrownBy(() -> KlingEmulator.builder().port(port).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + port);
        }
    }

    @Test
    void a_closed_emulator_leaves_its_port() {
        Rig rig = Rig.started();
        int port = rig.kling.url().getPort();
        rig.close();

        try (KlingEmulator next = KlingEmulator.builder().port(port).start()) {
            assertThat(next.url().getPort()).isEqualTo(port);
        }
    }

    private Rig started() {
        return Rig.with(builder -> builder.folder(folder));
    }

    private static String packs(Rig rig) {
        return rig.get("/account/costs?start_time=0&end_time=" + rig.time.millis())
                .isOk()
                .data()
                .toString();
    }

    private static String deductions(Rig rig) {
        return rig.post("/account/billing/package", "{'start_time':0,'end_time':" + rig.time.millis() + "}")
                .isOk()
                .data()
                .toString();
    }
}
