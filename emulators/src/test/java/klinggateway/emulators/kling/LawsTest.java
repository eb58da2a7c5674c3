package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any sequence of requests. */
class LawsTest {
    private static final List<String> HOOKS = List.of(
            "",
            "",
            "",
            "[[sim:fail=risk]]",
            "[[sim:no-result]]",
            "[[sim:http=504-after-create]]",
            "[[sim:http=503]]",
            "[[sim:code=1302]]");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void units_are_those_of_the_succeeded_tasks_and_no_limit_is_passed(long seed) {
        Random random = new Random(seed);
        try (Rig rig = Rig.with(builder -> builder.seed(seed)
                .pack(ResourcePack.of(ProductType.VIDEO, 60, 4))
                .pack(ResourcePack.of(ProductType.VIDEO, 20, 2))
                .pack(ResourcePack.of(ProductType.IMAGE, 300, 9)))) {
            for (int step = 0; step < 120; step++) {
                order(rig, random, step);
                rig.time.passSeconds(random.nextInt(60));
            }

            assertThatTheLedgerAddsUp(rig);
            rig.time.passSeconds(3600);
            assertThatTheLedgerAddsUp(rig);
            assertThat(rig.kling.maxConcurrent(ProductType.VIDEO)).isBetween(1, 4);
            assertThat(rig.kling.maxConcurrent(ProductType.IMAGE)).isBetween(1, 9);
            assertThat(rig.kling.unitsDeducted(ProductType.VIDEO)).isLessThanOrEqualTo(BigDecimal.valueOf(80));
            assertThat(rig.kling.tasks())
                    .isNotEmpty()
                    .allMatch(task -> task.status().isFinal())
                    .allMatch(task -> task.status() == TaskStatus.SUCCEEDED
                            || task.unitsDeducted().signum() == 0);
        }
    }

    private static void order(Rig rig, Random random, int step) {
        String prompt = "'prompt':'x " + HOOKS.get(random.nextInt(HOOKS.size())) + "'";
        String external = "'external_task_id':'order-" + (random.nextInt(10) == 0 ? 0 : step) + "'";
        switch (random.nextInt(6)) {
            case 0 ->
                rig.post(
                        "/v1/videos/text2video",
                        "{'model_name':'kling-v3','duration':'" + random.nextInt(3, 16) + "'," + prompt + "," + external
                                + "}");
            case 1 ->
                rig.post(
                        "/v1/images/generations",
                        "{'n':" + random.nextInt(1, 10) + "," + prompt + "," + external + "}");
            case 2 ->
                rig.post(
                        "/v1/videos/omni-video",
                        "{'video_list':[{'video_url':'https://e.com/a#[[sim:input=" + random.nextInt(2, 13)
                                + ".7s]]'}]," + prompt + "," + external + "}");
            case 3 -> rig.post("/v1/audio/tts", "{'text':'x','voice_id':'ai_kaiya'," + prompt + "}");
            case 4 ->
                rig.post(
                        "/v1/videos/avatar/image2video",
                        "{'image':'https://e.com/a','sound_file':'https://e.com/b'," + prompt + "," + external + "}");
            default -> rig.post("/text-to-video/kling-3.0-turbo", "{" + prompt + ",'options':{" + external + "}}");
        }
    }

    private static void assertThatTheLedgerAddsUp(Rig rig) {
        BigDecimal ofTasks =
                rig.kling.tasks().stream().map(EmulatedTask::unitsDeducted).reduce(BigDecimal.ZERO, BigDecimal::add);
        JsonNode detail = rig.post("/account/billing/package", "{'start_time':0,'end_time':9999999999999}")
                .isOk()
                .data()
                .path("result")
                .path("detail");
        BigDecimal ofLines = detail.valueStream()
                .map(line -> line.path("deduction_amount").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(rig.kling.unitsDeducted()).isEqualByComparingTo(ofTasks).isEqualByComparingTo(ofLines);
        assertThat(rig.kling.tasks().stream().map(EmulatedTask::id).collect(Collectors.toSet()))
                .hasSameSizeAs(rig.kling.tasks());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void equal_seeds_make_equal_runs(long seed) {
        assertThat(run(seed)).isEqualTo(run(seed)).isNotEqualTo(run(seed + 2));
    }

    @Test
    void how_often_somebody_asks_does_not_change_what_happens() {
        assertThat(run(1, 20)).isEqualTo(run(1, 0));
    }

    private static List<String> run(long seed) {
        return run(seed, 0);
    }

    private static List<String> run(long seed, int questions) {
        try (Rig rig = Rig.with(builder -> builder.seed(seed))) {
            rig.video("order-1", "a fox");
            for (int i = 0; i < questions; i++) {
                rig.get("/tasks?external_task_ids=order-1").isOk();
            }
            rig.video("order-2", "a hen");
            rig.time.passSeconds(600);
            return rig.kling.tasks().stream()
                    .map(task -> task.id() + " " + task.updatedAt())
                    .toList();
        }
    }
}
