package klinggateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import klinggateway.TestGateway;
import klinggateway.alert.Reconciliations.Outcome;
import klinggateway.job.Job;
import klinggateway.lifecycle.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of a reconciliation is kept for alerts. */
class OutcomeTest {

    private final TestGateway gateway = new TestGateway();
    private final Instant start = gateway.time.instant();
    private final RecordedKling kling = new RecordedKling();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void everything_that_differs_is_added_up_in_dollars() {
        // A video is 1.5 units, $0.21.
        kling.tookUnits(video(), "2", gateway.time.instant());
        video();
        kling.tookUnits("foreign", "3", gateway.time.instant());
        gateway.time.pass(Duration.ofHours(25));

        run(gateway.deadline());

        assertThat(gateway.reconciliations.last())
                .contains(new Outcome(
                        gateway.time.instant(),
                        start,
                        gateway.time.instant(),
                        true,
                        1,
                        1,
                        1,
                        70_000 + 210_000 + 3 * 140_000));
    }

    @Test
    void what_kling_may_only_be_late_with_is_not_kept_as_missing_there() {
        video();
        gateway.time.pass(Duration.ofHours(24));

        Report report = run(gateway.deadline());

        assertThat(report.counts().missingThere()).isEqualTo(1);
        assertThat(gateway.reconciliations.last()).get().satisfies(outcome -> {
            assertThat(outcome.hasDifferences()).isFalse();
            assertThat(outcome.differenceMicroUsd()).isZero();
        });
    }

    @Test
    void the_last_run_counts_and_says_whether_it_got_through() {
        kling.tookUnits("foreign", "3", start.plusSeconds(1));
        gateway.time.pass(Duration.ofHours(1));
        run(gateway.deadline());
        assertThat(gateway.reconciliations.last())
                .get()
                .satisfies(outcome -> assertThat(outcome.missingHere()).isEqualTo(1));

        run(Deadline.in(Duration.ofSeconds(1), gateway.time));

        assertThat(gateway.reconciliations.last()).get().satisfies(outcome -> {
            assertThat(outcome.isComplete()).isFalse();
            assertThat(outcome.missingHere()).isZero();
        });
    }

    private Job video() {
        Job job = gateway.order("A boat");
        gateway.time.pass(Duration.ofMinutes(10));
        return gateway.sync.ask(job, gateway.deadline());
    }

    private Report run(Deadline deadline) {
        return TestReconcile.reconciliation(gateway, kling).run(new Timespan(start, gateway.time.instant()), deadline);
    }
}
