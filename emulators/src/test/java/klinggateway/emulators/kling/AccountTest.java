package klinggateway.emulators.kling;

import static klinggateway.emulators.kling.Rig.TEXT2VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final String IMAGES = "/v1/images/generations";

    @Test
    void an_external_id_is_used_once_whatever_the_product() {
        try (Rig rig = Rig.started()) {
            rig.video("order-1", "a fox");

            String body = "{'prompt':'x','external_task_id':'order-1'}";
            assertThat(rig.post(IMAGES, body).isRefused(400, 1201).message())
                    .isEqualTo("External_task_id order-1 already exists");
            rig.post("/text-to-video/kling-3.0", "{'prompt':'x','options':{'external_task_id':'order-1'}}")
                    .isRefused(400, 1201);
            assertThat(rig.kling.tasks()).hasSize(1);
        }
    }

    @Test
    void a_slot_is_taken_until_the_task_has_ended() {
        try (Rig rig = Rig.started()) {
            for (int i = 0; i < 5; i++) {
                rig.video("order-" + i, "a fox [[sim:time=60s]]");
            }
            String body = "{'model_name':'kling-v2-6','prompt':'one too many'}";

            assertThat(rig.post(TEXT2VIDEO, body).isRefused(429, 1303).message())
                    .isEqualTo("parallel task over resource pack limit");
            rig.post("/text-to-video/kling-3.0", "{'prompt':'x'}").isRefused(429, 1303);
            rig.post(IMAGES, "{'prompt':'images have slots of their own'}").isOk();
            rig.time.passSeconds(59);
            rig.post(TEXT2VIDEO, body).isRefused(429, 1303);
            rig.time.passSeconds(1);
            rig.post(TEXT2VIDEO, body).isOk();
            assertThat(rig.kling.maxConcurrent(ProductType.VIDEO)).isEqualTo(5);
            assertThat(rig.kling.maxConcurrent(ProductType.IMAGE)).isEqualTo(1);
            assertThat(rig.kling.maxConcurrent(ProductType.TRY_ON)).isZero();
        }
    }

    @Test
    void a_failed_task_frees_its_slot_and_a_stuck_one_does_not() {
        try (Rig rig = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 100, 1)))) {
            rig.video("order-1", "[[sim:fail=risk]][[sim:time=10s]]");
            rig.time.passSeconds(10);
            rig.video("order-2", "[[sim:stuck]]");
            rig.time.pass(Duration.ofDays(1));

            rig.post(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'x'}").isRefused(429, 1303);
        }
    }

    @Test
    void every_image_takes_a_slot() {
        try (Rig rig = Rig.started()) {
            rig.post(IMAGES, "{'prompt':'x','n':6}").isOk();

            rig.post(IMAGES, "{'prompt':'x','n':4}").isRefused(429, 1303);
            rig.post(IMAGES, "{'prompt':'x','n':3}").isOk();
        }
    }

    @Test
    void of_several_packs_the_highest_concurrency_counts() {
        try (Rig rig = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 100, 2))
                .pack(ResourcePack.of(ProductType.VIDEO, 100, 3)))) {
            for (int i = 0; i < 3; i++) {
                rig.video("order-" + i, "a fox");
            }

            rig.post(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'x'}").isRefused(429, 1303);
        }
    }

    @Test
    void units_are_taken_on_success_and_an_empty_pack_is_1102() {
        try (Rig rig = Rig.with(builder -> builder.pack(ResourcePack.of(ProductType.VIDEO, 3, 5)))) {
            rig.video("order-1", "a fox [[sim:time=60s]]");
            assertThat(rig.kling.unitsDeducted()).isZero();
            rig.video("order-2", "a fox [[sim:time=60s]]");

            assertThat(rig.post(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'x'}")
                            .isRefused(429, 1102)
                            .message())
                    .isEqualTo("Account balance not enough");
            rig.time.passSeconds(60);
            assertThat(rig.kling.unitsDeducted(ProductType.VIDEO)).isEqualByComparingTo("3");
            rig.post(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'x'}").isRefused(429, 1102);
        }
    }

    @Test
    void a_failed_task_costs_nothing() {
        try (Rig rig = Rig.started()) {
            rig.video("order-1", "[[sim:fail=risk]][[sim:time=10s]]");
            rig.time.passSeconds(10);

            assertThat(rig.get(TEXT2VIDEO + "/order-1")
                            .isOk()
                            .data()
                            .path("final_unit_deduction")
                            .textValue())
                    .isEqualTo("0");
            assertThat(rig.kling.unitsDeducted()).isZero();
        }
    }

    @Test
    void an_expired_pack_is_as_good_as_none() {
        try (Rig rig = Rig.with(builder ->
                builder.pack(ResourcePack.of(ProductType.VIDEO, 100, 5).goodFor(Duration.ofDays(30))))) {
            rig.video("order-1", "a fox");
            rig.time.pass(Duration.ofDays(30));

            rig.post(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'x'}").isRefused(429, 1102);
        }
    }

    @Test
    void a_task_that_outlives_its_pack_is_still_charged() {
        try (Rig rig = Rig.with(builder ->
                builder.pack(ResourcePack.of(ProductType.VIDEO, 100, 5).goodFor(Duration.ofSeconds(30))))) {
            rig.video("order-1", "a fox [[sim:time=60s]]");
            rig.time.passSeconds(60);

            assertThat(rig.kling.unitsDeducted()).isEqualByComparingTo("1.5");
        }
    }

    @Test
    void speed_shortens_what_the_real_service_would_take() {
        try (Rig rig = Rig.with(builder -> builder.speed(1000))) {
            rig.video("order-1", "a fox");
            assertThat(rig.kling.tasks().getFirst().status()).isEqualTo(TaskStatus.SUBMITTED);
            rig.time.passSeconds(1);

            assertThat(rig.kling.tasks().getFirst().status()).isEqualTo(TaskStatus.SUCCEEDED);
        }
    }

    @Test
    void tasks_are_shown_as_they_were_ordered() {
        try (Rig rig = Rig.started()) {
            String id = rig.video("order-1", "a fox [[sim:time=60s]]");
            rig.time.passSeconds(60);

            assertThat(rig.kling.tasks()).singleElement().satisfies(task -> {
                assertThat(task.id()).isEqualTo(id);
                assertThat(task.externalId()).contains("order-1");
                assertThat(task.path()).isEqualTo(TEXT2VIDEO);
                assertThat(task.model()).isEqualTo("kling-v2-6");
                assertThat(task.status()).isEqualTo(TaskStatus.SUCCEEDED);
                assertThat(Duration.between(task.createdAt(), task.updatedAt())).hasSeconds(60);
                assertThat(task.unitsDeducted()).isEqualByComparingTo(new BigDecimal("1.5"));
                assertThat(task.request().path("prompt").textValue()).startsWith("a fox");
            });
        }
    }

    @Test
    void creates_at_the_same_time_never_pass_the_limit() throws InterruptedException {
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        try (Rig rig = Rig.started()) {
            List<Thread> clients = IntStream.range(0, 30)
                    .mapToObj(i -> Thread.ofVirtual()
                            .start(() -> statuses.add(rig.post(TEXT2VIDEO, "{'model_name':'kling-v2-6','prompt':'x'}")
                                    .status())))
                    .toList();
            for (Thread client : clients) {
                client.join();
            }

            assertThat(statuses).hasSize(30);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(5);
            assertThat(statuses.stream().filter(status -> status == 429)).hasSize(25);
            assertThat(rig.kling.maxConcurrent(ProductType.VIDEO)).isEqualTo(5);
        }
    }
}
