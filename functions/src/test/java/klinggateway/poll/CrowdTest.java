package klinggateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import klinggateway.TestGateway;
import klinggateway.callback.CallbackReceiver;
import klinggateway.emulators.kling.ProductType;
import klinggateway.job.JobState;
import klinggateway.job.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many jobs at once, on virtual time, so that what is counted is the same in every run. */
class CrowdTest {

    private static final int JOBS = Crowd.JOBS;
    private static final Optional<String> NO_CALLBACKS = Optional.empty();

    @Test
    void a_hundred_jobs_at_a_limit_of_five_wait_their_turn_and_kling_never_has_to_refuse_one() {
        try (TestGateway gateway = new TestGateway(5)) {
            Crowd crowd = Crowd.ordered(gateway, NO_CALLBACKS);

            crowd.runToTheEnd();

            crowd.print("polling, limit 5");
            assertAllWereMadeOnce(gateway, crowd, 5);
        }
    }

    /** Of 100 jobs of 60 to 180 seconds; callbacks get lost, so that only polling learns of the ends. */
    @Test
    void polling_asks_at_most_once_per_job_and_knows_of_an_end_within_fifteen_seconds() {
        try (TestGateway gateway = new TestGateway(JOBS)) {
            Crowd crowd = Crowd.ordered(gateway, NO_CALLBACKS);
            double before = crowd.queriesPerJob();

            crowd.runToTheEnd();

            crowd.print("polling, limit 100");
            assertThat(before).isZero();
            assertThat(crowd.queriesPerJob()).isLessThanOrEqualTo(1.0);
            assertThat(crowd.delay(95)).isLessThanOrEqualTo(Duration.ofSeconds(15));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, Crowd.JOBS})
    void by_callback_the_gateway_knows_of_an_end_within_two_seconds(int limit) {
        try (CallbackReceiver receiver = new CallbackReceiver();
                TestGateway gateway = new TestGateway(limit)) {
            Crowd crowd = Crowd.ordered(gateway, Optional.of(receiver.baseUrl()));

            crowd.runToTheEnd(receiver);

            crowd.print("callbacks and polling, limit " + limit);
            assertAllWereMadeOnce(gateway, crowd, limit);
            assertThat(crowd.delay(95)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    /** As many creates as jobs: Kling has refused none for want of room (1303), so no caller can have seen it. */
    private static void assertAllWereMadeOnce(TestGateway gateway, Crowd crowd, int limit) {
        assertThat(gateway.emulator.maxConcurrent(ProductType.VIDEO)).isEqualTo(limit);
        assertThat(gateway.emulator.requests("POST /v1/videos/text2video")).isEqualTo(JOBS);
        assertThat(crowd.jobs())
                .hasSize(JOBS)
                .allSatisfy(job -> assertThat(job.state()).isEqualTo(JobState.SUCCEEDED));
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
        assertThat(gateway.budget(TestGateway.KEY_ID, "2026-11").spentMicroUsd())
                .isEqualTo(JOBS * 210_000L);
    }
}
