package klinggateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import klinggateway.TestGateway;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.lifecycle.Correct;
import klinggateway.lifecycle.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each sort of finding, over records that a test makes up. */
class ReconciliationTest {

    private final TestGateway gateway = new TestGateway();
    private final RecordedKling kling = new RecordedKling();
    private final SpeechOrders speech = new SpeechOrders(gateway);
    private final Instant start = gateway.time.instant();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void records_of_several_packs_are_one_sum() {
        Job job = video("A boat");
        kling.tookUnits(job, "1", gateway.time.instant());
        kling.tookUnits(job, "0.5", gateway.time.instant());

        assertCounts(run(), 1, 0, 0, 0, 0);
    }

    @Test
    void a_settled_job_is_never_changed_and_its_difference_told() {
        Job job = video("A boat");
        kling.tookUnits(job, "2", gateway.time.instant());

        Report report = run();

        assertCounts(report, 0, 0, 1, 0, 0);
        assertThat(report.differing().getFirst())
                .isEqualTo(Finding.ofJob(
                        job,
                        Optional.of(
                                Taken.NOTHING.plus(new Deduction(Optional.of(new BigDecimal("2")), Optional.empty()))),
                        Optional.of("It was settled at something else than Kling's records say")));
        assertThat(gateway.job(job.id())).isEqualTo(job);
    }

    @Test
    void a_charged_job_without_a_record_is_missing_there_whether_settled_or_not() {
        Job settled = video("A boat");
        Job unsettled = speech.made();

        Report report = run();

        assertCounts(report, 0, 0, 0, 2, 0);
        assertThat(report.missingThere())
                .extracting(Finding::jobId)
                .containsExactlyInAnyOrder(
                        Optional.of(settled.id().text()),
                        Optional.of(unsettled.id().text()));
        assertThat(gateway.job(unsettled.id())).isEqualTo(unsettled);
    }

    @Test
    void a_failed_job_that_cost_nothing_matches_no_record_and_differs_from_one() {
        Job job = video("A boat [[sim:fail=risk]]");
        assertThat(job.charge()).isEqualTo(Charge.NONE);
        assertCounts(run(), 1, 0, 0, 0, 0);

        kling.tookUnits(job, "1.5", gateway.time.instant());

        assertCounts(run(), 0, 0, 1, 0, 0);
        assertThat(gateway.job(job.id())).isEqualTo(job);
    }

    @Test
    void a_canceled_job_was_never_sent_and_matches() {
        gateway.cancel.cancel(gateway.accepted("A boat"), "no longer wanted");

        assertCounts(run(), 1, 0, 0, 0, 0);
    }

    @Test
    void a_record_of_no_job_is_missing_here_once_and_only_within_the_time() {
        kling.tookUnits("foreign", "1", start.minus(Duration.ofDays(1)).minusMillis(1));
        kling.tookUnits("foreign", "2", start.minus(Duration.ofDays(1)));
        kling.tookUnits("older", "5", start.minus(Duration.ofDays(7)).minusMillis(1));

        Report report = run();

        assertCounts(report, 0, 0, 0, 0, 1);
        Finding finding = report.missingHere().getFirst();
        assertThat(finding.klingTaskId()).contains("foreign");
        assertThat(finding.deducted().orElseThrow().units()).isEqualByComparingTo("3");
    }

    @Test
    void a_record_of_a_job_that_has_not_ended_is_not_missing_here() {
        Job job = gateway.order("A boat [[sim:stuck]]");
        gateway.time.pass(Duration.ofMinutes(10));
        kling.tookUnits(job, "1.5", gateway.time.instant());

        assertCounts(run(), 0, 0, 0, 0, 0);
    }

    @Test
    void an_expired_job_is_left_to_its_real_end() {
        Job stuck = gateway.order("A boat [[sim:stuck]]");
        gateway.time.pass(Duration.ofHours(25));
        Job expired = gateway.sync.ask(stuck, gateway.deadline());
        assertThat(expired.state()).isEqualTo(JobState.EXPIRED);
        kling.tookUnits(expired, "1.5", gateway.time.instant());

        Report report = run();

        assertCounts(report, 0, 0, 0, 0, 0);
        assertThat(report.counts().undecided()).isEqualTo(1);
        assertThat(gateway.job(expired.id())).isEqualTo(expired);
    }

    @Test
    void dollars_of_the_balance_settle_as_they_are() {
        Job job = speech.made();
        kling.tookCash(job, "10", "9.9958", "USD", gateway.time.instant());

        assertCounts(run(), 0, 1, 0, 0, 0);

        assertThat(gateway.job(job.id()).charge()).isEqualTo(new Charge(0, 4_200, true));
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(4_200);
    }

    @Test
    void what_would_have_to_be_guessed_leaves_a_job_at_its_estimate() {
        List<Job> jobs = List.of(speech.made(), speech.made(), speech.made());
        Instant now = gateway.time.instant();
        kling.tookCash(jobs.get(0), "10", "9.5", "CNY", now);
        kling.tookUnits(jobs.get(1), "0.05", now);
        kling.tookCash(jobs.get(1), "10", "9.99", "USD", now);
        kling.tookSomething(jobs.get(2), now);

        Report report = run();

        assertCounts(report, 0, 0, 3, 0, 0);
        assertThat(report.differing())
                .allSatisfy(finding -> assertThat(finding.reason()).isPresent());
        jobs.forEach(job -> assertThat(gateway.job(job.id())).isEqualTo(job));
    }

    @Test
    void a_record_counts_up_to_a_day_away_from_the_end() {
        Job job = speech.made();
        kling.tookUnits(job, "0.05", gateway.time.instant().plus(Duration.ofHours(23)));
        gateway.time.pass(Duration.ofDays(3));

        assertThat(reconcile(start.minusSeconds(60), start.plusSeconds(60))
                        .counts()
                        .corrected())
                .isEqualTo(1);
    }

    @Test
    void only_jobs_that_ended_within_the_time_are_judged() {
        Job job = speech.made();
        kling.tookUnits(job, "0.05", start);
        gateway.time.pass(Duration.ofDays(3));

        assertCounts(reconcile(start.plusMillis(1), start.plus(Duration.ofDays(2))), 0, 0, 0, 0, 0);
        assertCounts(reconcile(start.minus(Duration.ofDays(2)), start), 0, 0, 0, 0, 0);
        assertCounts(reconcile(start, start.plusMillis(1)), 0, 1, 0, 0, 0);
    }

    @Test
    void a_run_out_of_time_keeps_what_it_did_and_says_how_far_it_got() {
        Job first = speech.made();
        kling.tookUnits(first, "0.05", gateway.time.instant());
        gateway.time.pass(Duration.ofDays(3));
        Job second = speech.made();
        kling.tookUnits(second, "0.05", gateway.time.instant());
        gateway.time.pass(Duration.ofDays(1));
        Instant to = gateway.time.instant();
        // A day takes two questions: this is enough for the first day, of which three must be read.
        Deadline deadline = Deadline.in(Duration.ofSeconds(62), gateway.time);
        kling.onQuestion(() -> gateway.time.pass(Duration.ofSeconds(10)));

        Report report = TestReconcile.reconciliation(gateway, kling).run(new Timespan(start, to), deadline);

        assertThat(report.complete()).isFalse();
        assertThat(report.reconciledTo()).isEqualTo(start.plus(Duration.ofDays(1)));
        assertThat(report.counts().corrected()).isEqualTo(1);
        assertThat(gateway.job(first.id()).charge().settled()).isTrue();
        assertThat(gateway.job(second.id()).charge().settled()).isFalse();
        kling.onQuestion(() -> {});
        Report rest = reconcile(report.reconciledTo(), to);
        assertThat(rest.complete()).isTrue();
        assertThat(rest.counts().corrected()).isEqualTo(1);
    }

    @Test
    void a_day_that_was_not_read_to_its_end_is_not_judged() {
        Job job = speech.made();
        for (int i = 0; i < 600; i++) {
            kling.tookUnits("foreign-" + i, "1", start);
        }
        kling.tookUnits(job, "0.05", start);
        gateway.time.pass(Duration.ofDays(2));
        Deadline deadline = Deadline.in(Duration.ofSeconds(32), gateway.time);
        kling.onQuestion(() -> gateway.time.pass(Duration.ofSeconds(10)));

        Report report = TestReconcile.reconciliation(gateway, kling)
                .run(new Timespan(start, start.plus(Duration.ofDays(1))), deadline);

        // Two questions about the day before, and the first page of three questions about the day itself.
        assertThat(kling.questions()).isEqualTo(3);
        assertThat(report.complete()).isFalse();
        assertCounts(report, 0, 0, 0, 0, 0);
    }

    @Test
    void what_is_settled_or_has_not_ended_cannot_be_corrected() {
        Correct correct = new Correct(gateway.ledger);
        Job settled = video("A boat");
        Job open = gateway.order("Another boat");

        assertThatThrownBy(() -> correct.correct(settled, Charge.NONE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> correct.correct(open, Charge.NONE)).isInstanceOf(IllegalStateException.class);
    }

    private Job video(String prompt) {
        Job job = gateway.order(prompt);
        gateway.time.pass(Duration.ofMinutes(10));
        return gateway.sync.ask(job, gateway.deadline());
    }

    /** The last week, a moment after everything that has happened. */
    private Report run() {
        gateway.time.pass(Duration.ofMillis(1));
        return reconcile(start.minus(Duration.ofDays(7)), gateway.time.instant());
    }

    private Report reconcile(Instant from, Instant to) {
        return TestReconcile.reconciliation(gateway, kling).run(new Timespan(from, to), gateway.deadline());
    }

    private static void assertCounts(
            Report report, long matched, long corrected, long differing, long missingThere, long missingHere) {
        Report.Counts counts = report.counts();
        assertThat(counts)
                .isEqualTo(new Report.Counts(
                        matched, corrected, differing, missingThere, missingHere, counts.undecided()));
        assertThat(report.corrected()).hasSize((int) corrected);
        assertThat(report.differing()).hasSize((int) differing);
        assertThat(report.missingThere()).hasSize((int) missingThere);
        assertThat(report.missingHere()).hasSize((int) missingHere);
    }
}
