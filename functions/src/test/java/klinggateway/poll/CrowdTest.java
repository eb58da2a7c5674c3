package klinggateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.emulators.kling.ProductType;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.Pool;
import org.junit.jupiter.api.Test;

/** Many jobs at once, on virtual time, so that what is counted is the same in every run. */
class CrowdTest {

    private static final int JOBS = 100;
    private static final Instant LAST = Instant.parse("2026-11-24T19:00:00Z");

    @Test
    void a_hundred_jobs_at_a_limit_of_five_wait_their_turn_and_kling_never_has_to_refuse_one() {
        try (TestGateway gateway = new TestGateway(5)) {
            List<JobId> ids = ordered(gateway);

            runToTheEnd(gateway);

            assertThat(gateway.emulator.maxConcurrent(ProductType.VIDEO)).isEqualTo(5);
            assertThat(gateway.emulator.requests("POST /v1/videos/text2video")).isEqualTo(JOBS);
            assertThat(ids).allSatisfy(id -> assertThat(gateway.job(id).state()).isEqualTo(JobState.SUCCEEDED));
            assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
            assertThat(gateway.budgets.find(TestGateway.KEY_ID, "2026-11").spentMicroUsd())
                    .isEqualTo(JOBS * 210_000L);
        }
    }

    /** Of 100 jobs of 60 to 180 seconds; callbacks get lost, so that only polling learns of the ends. */
    @Test
    void polling_asks_at_most_once_per_job_and_knows_of_an_end_within_fifteen_seconds() {
        try (TestGateway gateway = new TestGateway(JOBS)) {
            List<JobId> ids = ordered(gateway);
            long before = gateway.emulator.requests("GET ");

            runToTheEnd(gateway);

            double queries =
                    (double) (gateway.emulator.requests("GET /tasks") + gateway.emulator.requests("GET /v1")) / JOBS;
            List<Duration> delays =
                    ids.stream().map(id -> delay(gateway.job(id))).sorted().toList();
            Duration p95 = delays.get(JOBS * 95 / 100 - 1);
            System.out.printf(
                    "polling %d jobs at once: %.2f queries per job, delay p50 %.1f s, p95 %.1f s, longest %.1f s%n",
                    JOBS, queries, seconds(delays.get(JOBS / 2 - 1)), seconds(p95), seconds(delays.getLast()));
            assertThat(before).isZero();
            assertThat(queries).isLessThanOrEqualTo(1.0);
            assertThat(p95).isLessThanOrEqualTo(Duration.ofSeconds(15));
        }
    }

    private static double seconds(Duration delay) {
        return delay.toMillis() / 1e3;
    }

    private static Duration delay(Job job) {
        Job.Ending ending = job.ending().orElseThrow();
        return Duration.between(ending.completedAt().orElseThrow(), ending.at());
    }

    private static List<JobId> ordered(TestGateway gateway) {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            ids.add(gateway.order("Boat " + i).id());
            // As callers do, one after the other.
            gateway.time.pass(Duration.ofMillis(300));
        }
        return ids;
    }

    private static void runToTheEnd(TestGateway gateway) {
        PollHandler handler = new PollHandler(gateway.jobs, gateway.sync, gateway.start, gateway.queue, gateway.time);
        TestContext context = new TestContext();
        Optional<Instant> due = gateway.queue.nextDue();
        while (due.isPresent() && due.get().isBefore(LAST)) {
            if (due.get().isAfter(gateway.time.instant())) {
                gateway.time.moveTo(due.get());
            }
            SQSEvent event = Events.batch(gateway.queue.receive());
            assertThat(handler.handleRequest(event, context).getBatchItemFailures())
                    .isEmpty();
            due = gateway.queue.nextDue();
        }
    }
}
