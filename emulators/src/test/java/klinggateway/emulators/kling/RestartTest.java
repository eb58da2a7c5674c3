package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
