package klinggateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Charge;
import klinggateway.job.Endpoint;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.PollQueue.Message;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.kling.Kling;
import klinggateway.kling.KlingError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepHandlerTest {

    private final TestGateway gateway = new TestGateway();
    private final SweepHandler handler = TestSweep.on(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_job_whose_messages_got_lost_has_a_message_again_once_it_is_overdue() {
        Job job = gateway.order("A boat");
        gateway.queue.lose();

        assertThat(sweep().reissued()).isZero();
        gateway.time.pass(Duration.ofMinutes(15));
        assertThat(sweep().reissued()).isEqualTo(1);

        assertThat(gateway.queue.receive()).containsExactly(new Message.Poll(job.id(), 2, 0));
        assertThat(sweep().reissued()).isZero();
    }

    @Test
    void after_a_start_with_an_empty_queue_every_open_job_has_a_message_at_once() {
        Job job = gateway.order("A boat");
        gateway.queue.lose();
        ScheduledEvent event = Events.read("sweep", ScheduledEvent.class);
        event.setDetail(Map.of("queueIsEmpty", true));

        SweepHandler.Report report = handler.handleRequest(event, new TestContext());

        assertThat(report.reissued()).isEqualTo(1);
        assertThat(gateway.queue.receive()).containsExactly(new Message.Poll(job.id(), 2, 0));
    }

    @Test
    void a_job_that_was_accepted_and_never_started_is_started() {
        Job job = gateway.accepted("A boat");

        sweep();

        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUBMITTED);
        assertThat(gateway.emulator.tasks()).hasSize(1);
    }

    @Test
    void an_hour_in_which_nothing_begins_or_ends_has_its_peak_too() {
        gateway.order("A boat");
        Instant from = gateway.time.instant();
        gateway.time.pass(Duration.ofHours(1));

        sweep();

        Map<Pool, NavigableMap<Instant, Integer>> peaks =
                gateway.peaks.of(Set.of(Pool.VIDEO, Pool.IMAGE), from, from.plus(Duration.ofHours(2)));
        assertThat(peaks)
                .containsEntry(Pool.VIDEO, new TreeMap<>(Map.of(from, 1, from.plus(Duration.ofHours(1)), 1)))
                .containsEntry(Pool.IMAGE, new TreeMap<>(Map.of(from.plus(Duration.ofHours(1)), 0)));
    }

    @Test
    void slots_of_jobs_that_do_not_need_them_are_given_back() {
        Job crashed = gateway.accepted("A boat");
        gateway.slots.take(crashed, false);
        gateway.slots.pause(Pool.VIDEO, gateway.time.instant().plus(Duration.ofHours(1)), new Slots.Pause.Full());
        assertThat(sweep().freed()).isZero();

        gateway.time.pass(Duration.ofMinutes(3));

        assertThat(sweep().freed()).isEqualTo(1);
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
    }

    @Test
    void a_slot_of_a_job_that_does_not_exist_is_given_back() {
        Job never = Job.queued(
                JobId.of(gateway.time.instant(), 7),
                TestGateway.KEY_ID,
                Optional.empty(),
                gateway.time.instant(),
                "nonce",
                gateway.sold("A boat").order(),
                gateway.sold("A boat").quote(),
                new Endpoint("/v1/videos/text2video", Endpoint.Protocol.TASK),
                "2026-11",
                0);
        gateway.slots.take(never, false);
        gateway.time.pass(Duration.ofMinutes(3));

        assertThat(sweep().freed()).isEqualTo(1);
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
    }

    @Test
    void slots_of_jobs_at_kling_are_kept() {
        gateway.order("A boat");
        gateway.time.pass(Duration.ofMinutes(3));

        assertThat(sweep().freed()).isZero();
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isEqualTo(1);
    }

    @Test
    void an_expired_job_that_ended_at_kling_after_all_is_settled() {
        Job job = gateway.order("A boat");
        Job expired = gateway.job(job.id());
        Job.Ending ending = new Job.Ending(
                gateway.time.instant(),
                Optional.empty(),
                Optional.empty(),
                new Charge(1_500, 210_000, false),
                Optional.empty());
        gateway.jobs.advance(
                expired,
                expired.ended(
                        JobState.Event.EXPIRE,
                        expired.task(),
                        ending,
                        Optional.of(gateway.time.instant().plus(Duration.ofHours(1)))));

        assertThat(sweep().askedAgain()).isZero();
        gateway.time.pass(Duration.ofHours(2));
        assertThat(sweep().askedAgain()).isEqualTo(1);

        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(gateway.job(job.id()).charge()).isEqualTo(new Charge(1_500, 210_000, true));
    }

    @Test
    void a_job_that_expired_while_kling_could_not_be_asked_and_never_arrived_costs_nothing() {
        Job job = gateway.order("A boat [[sim:http=503]]");
        KlingError noAnswer = new KlingError(0, Optional.empty(), "no answer", Optional.empty());
        gateway.time.pass(Duration.ofHours(25));
        Job expired = gateway.sync.apply(gateway.job(job.id()), new Kling.Finding.Unavailable(noAnswer));
        assertThat(expired.state()).isEqualTo(JobState.EXPIRED);

        gateway.time.pass(Duration.ofHours(2));
        sweep();

        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(gateway.job(job.id()).charge()).isEqualTo(Charge.NONE);
        assertThat(gateway.budget(TestGateway.KEY_ID, "2026-11").spentMicroUsd())
                .isZero();
    }

    @Test
    void a_job_that_never_arrived_does_not_expire_however_late_kling_is_asked() {
        Job job = gateway.order("A boat [[sim:http=503]]");
        gateway.time.pass(Duration.ofHours(25));

        Job asked = gateway.sync.ask(gateway.job(job.id()), gateway.deadline());
        Job givenUp = gateway.start.resend(asked, gateway.deadline());

        assertThat(asked.state()).isEqualTo(JobState.SUBMITTING);
        assertThat(givenUp.state()).isEqualTo(JobState.FAILED);
        assertThat(givenUp.charge()).isEqualTo(Charge.NONE);
    }

    @Test
    void an_expired_job_is_asked_about_more_and_more_rarely_and_not_beyond_30_days() {
        try (TestGateway month = TestGateway.inProcess(5)) {
            SweepHandler sweeping = TestSweep.on(month);
            Job job = month.order("A boat [[sim:stuck]]");
            month.time.pass(Duration.ofHours(25));
            month.sync.ask(month.job(job.id()), month.deadline());
            assertThat(month.job(job.id()).state()).isEqualTo(JobState.EXPIRED);

            int asked = 0;
            for (int hour = 0; hour < 32 * 24; hour++) {
                month.time.pass(Duration.ofHours(1));
                asked += sweep(sweeping).askedAgain();
            }

            assertThat(asked).isBetween(29, 31);
            assertThat(month.job(job.id()).polling().dueAt()).isEmpty();
        }
    }

    private SweepHandler.Report sweep() {
        return sweep(handler);
    }

    private static SweepHandler.Report sweep(SweepHandler handler) {
        return handler.handleRequest(Events.read("sweep", ScheduledEvent.class), new TestContext());
    }
}
