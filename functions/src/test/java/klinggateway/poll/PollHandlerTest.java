package klinggateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Wish;
import klinggateway.emulators.kling.ProductType;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
import klinggateway.job.JobState;
import klinggateway.job.PollQueue.Message;
import klinggateway.job.Pool;
import klinggateway.lifecycle.Accept;
import klinggateway.usage.Cube;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;
import klinggateway.usage.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose messages come when they are due, up to their end. */
class PollHandlerTest {

    private final TestGateway gateway = new TestGateway();
    private final TestContext context = new TestContext();
    private final PollHandler handler =
            new PollHandler(gateway.jobs, gateway.sync, gateway.start, gateway.queue, gateway.log, gateway.time);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_video_succeeds_and_is_charged_what_kling_deducted() {
        Job job = gateway.order("A boat");

        run(Duration.ofMinutes(10));

        Job ended = gateway.job(job.id());
        assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ended.charge()).isEqualTo(new Charge(1_500, 210_000, true));
        assertThat(gateway.emulator.unitsDeducted()).isEqualByComparingTo("1.5");
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(210_000);
        assertThat(gateway.usageNow().total().calls()).isEqualTo(1);
        assertThat(gateway.jobs.result(job.id()).orElseThrow().outputs())
                .singleElement()
                .satisfies(output -> {
                    assertThat(output.type()).isEqualTo("video");
                    assertThat(output.seconds()).contains(5.041);
                    assertThat(output.fileSize()).isPresent();
                });
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
        assertThat(gateway.queue.nextDue()).isEmpty();
    }

    @Test
    void a_video_that_fails_costs_nothing_and_says_why() {
        Job job = gateway.order("A boat [[sim:fail=risk]]");

        run(Duration.ofMinutes(10));

        Job ended = gateway.job(job.id());
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.charge()).isEqualTo(Charge.NONE);
        Failure failure = ended.ending().orElseThrow().failure().orElseThrow();
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONTENT);
        assertThat(failure.upstream().orElseThrow().message()).contains("Failure to pass the risk control system");
        Cube usage = gateway.usageNow();
        assertThat(usage.total().microUsd()).isZero();
        assertThat(usage.where(new Filter(Map.of(Dimension.STATUS, Set.of(Status.FAILED.word()))))
                        .total()
                        .calls())
                .isEqualTo(1);
    }

    @Test
    void a_create_whose_answer_got_lost_is_found_again_and_not_bought_twice() {
        Job job = gateway.order("A boat [[sim:reset-after-create]]");
        assertThat(job.state()).isEqualTo(JobState.SUBMITTING);

        run(Duration.ofMinutes(10));

        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(gateway.emulator.tasks()).hasSize(1);
        assertThat(gateway.emulator.unitsDeducted()).isEqualByComparingTo("1.5");
    }

    @Test
    void a_create_that_never_arrived_is_sent_again() {
        Job job = gateway.order("A boat [[sim:http=503*1]]");
        assertThat(job.state()).isEqualTo(JobState.SUBMITTING);

        run(Duration.ofMinutes(15));

        Job ended = gateway.job(job.id());
        assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ended.sending().attempt()).isEqualTo(2);
        assertThat(gateway.emulator.tasks()).hasSize(1);
    }

    @Test
    void a_create_that_never_arrives_is_given_up_and_costs_nothing() {
        Job job = gateway.order("A boat [[sim:http=503]]");

        run(Duration.ofHours(2));

        Job ended = gateway.job(job.id());
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.charge()).isEqualTo(Charge.NONE);
        assertThat(ended.sending().attempt()).isBetween(5, 6);
        assertThat(gateway.emulator.tasks()).isEmpty();
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
    }

    @Test
    void more_jobs_than_kling_takes_at_once_wait_their_turn_and_all_end() {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            jobs.add(gateway.order("Boat " + i));
        }
        assertThat(jobs)
                .extracting(Job::state)
                .filteredOn(JobState.QUEUED::equals)
                .hasSize(7);

        run(Duration.ofHours(1));

        assertThat(jobs)
                .allSatisfy(job -> assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED));
        assertThat(gateway.emulator.maxConcurrent(ProductType.VIDEO)).isLessThanOrEqualTo(5);
        assertThat(gateway.emulator.tasks()).hasSize(12);
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(12 * 210_000);
    }

    @Test
    void a_job_that_lost_its_slot_in_a_crash_waits_for_another_before_it_is_sent_again() {
        Job crashed = gateway.order("A boat [[sim:http=503*1]]");
        gateway.slots.free(crashed);
        for (int i = 0; i < 5; i++) {
            gateway.order("Boat " + i);
        }

        run(Duration.ofHours(1));

        assertThat(gateway.job(crashed.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(gateway.emulator.maxConcurrent(ProductType.VIDEO)).isEqualTo(5);
        assertThat(gateway.emulator.tasks()).hasSize(6);
    }

    @Test
    void what_was_ever_sent_is_not_ended_before_kling_was_asked_even_if_its_request_is_gone() {
        Job sent = gateway.order("A boat");
        Job queued = gateway.job(sent.id());
        Job turnedAway = new Job(
                queued.id(),
                queued.keyId(),
                queued.requestId(),
                queued.createdAt(),
                "the nonce of a request that has expired",
                queued.version(),
                JobState.QUEUED,
                queued.order(),
                queued.quote(),
                queued.endpoint(),
                queued.period(),
                queued.turn(),
                queued.told(),
                queued.duplicateOf(),
                queued.sending(),
                queued.polling(),
                Optional.empty(),
                Optional.empty());
        gateway.jobs.advance(queued, turnedAway);

        gateway.start.startNext(Pool.VIDEO, gateway.deadline());
        run(Duration.ofMinutes(10));

        assertThat(gateway.job(sent.id()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(gateway.emulator.tasks()).hasSize(1);
    }

    @Test
    void when_kling_has_no_room_after_all_it_is_left_alone_for_a_while() {
        Job job = gateway.order("A boat [[sim:code=1303]]");
        assertThat(job.state()).isEqualTo(JobState.QUEUED);

        run(Duration.ofMinutes(1));

        assertThat(gateway.emulator.requests("POST /v1/videos/text2video")).isBetween(5L, 13L);
        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.QUEUED);
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
    }

    @Test
    void time_in_the_queue_is_not_time_at_kling() {
        Job job = gateway.order("A boat [[sim:code=1102*1]]");
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        gateway.queue.lose();
        gateway.time.pass(Duration.ofDays(2));

        gateway.start.startNext(Pool.VIDEO, gateway.deadline());
        gateway.time.pass(Duration.ofSeconds(20));
        Job asked = gateway.sync.ask(gateway.job(job.id()), gateway.deadline());

        assertThat(asked.state()).isIn(JobState.SUBMITTED, JobState.PROCESSING);
    }

    @Test
    void what_was_not_found_long_ago_does_not_end_a_job_that_was_sent_again_since() {
        Job stale = gateway.order("A boat [[sim:http=503*1]]");
        gateway.time.pass(Duration.ofMinutes(5));
        Job sentAgain = gateway.start.resend(stale, gateway.deadline());
        assertThat(sentAgain.state()).isEqualTo(JobState.SUBMITTED);
        gateway.time.pass(Duration.ofMinutes(40));

        Job current = gateway.start.resend(stale, gateway.deadline());

        assertThat(current).isEqualTo(sentAgain);
        assertThat(gateway.job(stale.id()).state()).isEqualTo(JobState.SUBMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[sim:reset-after-create]]", "[[sim:http=503]]"})
    void what_cannot_be_looked_up_is_sent_at_most_once_and_stays_charged(String hook) {
        Job job = tryOn(hook);

        run(Duration.ofHours(1));

        Job ended = gateway.job(job.id());
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(ended.charge()).isEqualTo(new Charge(1_000, 70_000, false));
        assertThat(ended.ending().orElseThrow().failure().orElseThrow().outcomeUnknown())
                .isTrue();
        assertThat(gateway.emulator.requests("POST /v1/images/kolors-virtual-try-on"))
                .isEqualTo(1);
        assertThat(gateway.slots.occupancy(Pool.TRY_ON).used()).isZero();
    }

    @Test
    void a_crash_while_it_is_sent_does_not_send_again_what_cannot_be_looked_up() {
        Job accepted = acceptedTryOn("");
        gateway.slots.take(accepted, false);
        Instant now = gateway.time.instant();
        gateway.jobs.advance(accepted, accepted.sent(now, now.plusSeconds(90), now.plusSeconds(300)));

        gateway.time.pass(Duration.ofMinutes(5));
        handler.handleRequest(Events.batch(List.of(new Message.Poll(accepted.id(), 1, 0))), context);

        assertThat(gateway.job(accepted.id()).state()).isEqualTo(JobState.FAILED);
        assertThat(gateway.job(accepted.id()).charge().microUsd()).isEqualTo(70_000);
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    private Job tryOn(String hook) {
        return gateway.start.start(acceptedTryOn(hook), tryOnRequest(hook), gateway.deadline());
    }

    private Job acceptedTryOn(String hook) {
        ObjectNode fields = JsonNodeFactory.instance
                .objectNode()
                .put("humanImage", "https://a.example/1.png?" + hook)
                .put("clothImage", "https://a.example/2.png");
        Sale.Sold sold = (Sale.Sold) Sale.of(new Wish("virtual-try-on", fields), gateway.catalogue, Generation.ALL);
        return ((Accept.Acceptance.Accepted) gateway.accept.accept(
                        TestGateway.KEY_ID, Optional.empty(), sold, tryOnRequest(hook), TestGateway.TERMS))
                .job();
    }

    private static JobRequest tryOnRequest(String hook) {
        String body = "{\"model_name\":\"kolors-virtual-try-on-v1-5\",\"human_image\":\"https://a.example/1.png?" + hook
                + "\",\"cloth_image\":\"https://a.example/2.png\"}";
        return new JobRequest(body, Optional.empty(), JobRequest.Extras.NONE);
    }

    @Test
    void a_job_that_never_ends_is_not_waited_for_longer_than_a_day_and_stays_charged() {
        Job job = gateway.order("A boat [[sim:stuck]]");
        gateway.time.pass(Duration.ofHours(25));

        handler.handleRequest(Events.batch(List.of(new Message.Poll(job.id(), 1, 3))), context);

        Job ended = gateway.job(job.id());
        assertThat(ended.state()).isEqualTo(JobState.EXPIRED);
        assertThat(ended.charge()).isEqualTo(new Charge(1_500, 210_000, false));
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
    }

    /** Delivers messages when they are due until none is left or {@code length} has passed. */
    private void run(Duration length) {
        var end = gateway.time.instant().plus(length);
        for (var due = gateway.queue.nextDue();
                due.isPresent() && due.get().isBefore(end);
                due = gateway.queue.nextDue()) {
            gateway.time.moveTo(due.get());
            SQSBatchResponse response = handler.handleRequest(Events.batch(gateway.queue.receive()), context);
            assertThat(response.getBatchItemFailures()).as("%s", context.log).isEmpty();
        }
    }
}
