package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import klinggateway.StandIn;
import klinggateway.TestGateway;
import klinggateway.emulators.aws.ItemSize;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobResult;
import klinggateway.job.JobStore;
import klinggateway.job.JobStore.Advance;
import klinggateway.job.Pool;
import klinggateway.job.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(StandIn.class)
class DynamoDbJobStoreTest {

    private final TestGateway gateway;

    DynamoDbJobStoreTest(StandIn aws) {
        gateway = new TestGateway(aws);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 350 << 10, (350 << 10) + 1, 5_500_000})
    void a_request_of_any_size_is_read_as_it_was_stored(int length) {
        Job job = gateway.accepted("A boat");
        JobRequest request = new JobRequest(
                "x".repeat(length),
                Optional.of("https://gw.example.com"),
                new JobRequest.Extras(
                        "A böat 🛶",
                        true,
                        Map.of("a", "b"),
                        Optional.of("order-1"),
                        Optional.of(new Webhook(
                                "https://example.com/hook", Webhook.Shape.KLING_OLDER, Set.of("succeeded", "failed"))),
                        Optional.of("{\"model\":\"sora-2\"}")));

        gateway.jobs.putRequest(job, request);

        assertThat(gateway.jobs.request(job)).contains(request);
    }

    @Test
    void what_is_kept_for_a_caller_can_be_replaced_and_the_rest_stays() {
        Job job = gateway.accepted("A boat");
        JobRequest before = gateway.jobs.request(job).orElseThrow();

        gateway.jobs.putExtras(job, before.extras().asking("{\"deleted\":true}"));

        assertThat(gateway.jobs.request(job))
                .contains(new JobRequest(
                        before.body(), before.baseUrl(), before.extras().asking("{\"deleted\":true}")));
    }

    @Test
    void what_is_no_longer_kept_for_a_caller_does_not_come_back() {
        Job kept = gateway.accepted("A boat");
        Job gone = Job.queued(
                kept.id(),
                kept.keyId(),
                kept.requestId(),
                kept.createdAt(),
                "other",
                kept.order(),
                kept.quote(),
                kept.endpoint(),
                kept.period(),
                kept.turn());

        gateway.jobs.putExtras(gone, JobRequest.Extras.NONE);

        assertThat(gateway.jobs.extras(gone)).isEmpty();
    }

    @Test
    void a_keys_jobs_are_listed_from_either_end() {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(gateway.accepted("A boat").id());
            gateway.time.pass(Duration.ofSeconds(1));
        }
        Job middle = gateway.job(ids.get(1));
        Optional<JobStore.Cursor> at = Optional.of(new JobStore.Cursor(middle.createdAt(), middle.id()));

        assertThat(gateway.jobs.ofKey(TestGateway.KEY_ID, Optional.empty(), 10)).isEqualTo(ids.reversed());
        assertThat(gateway.jobs.ofKey(TestGateway.KEY_ID, at, 10)).containsExactly(ids.get(0));
        assertThat(gateway.jobs.ofKeyOldestFirst(TestGateway.KEY_ID, Optional.empty(), 2))
                .isEqualTo(ids.subList(0, 2));
        assertThat(gateway.jobs.ofKeyOldestFirst(TestGateway.KEY_ID, at, 10)).containsExactly(ids.get(2));
    }

    @Test
    void a_row_with_everything_that_succeeds_stays_within_one_write_unit() {
        Job job = gateway.order("A boat", "JKJaXmPLvHcESHA=");
        gateway.time.pass(Duration.ofHours(1));

        gateway.sync.ask(job, gateway.deadline());

        var row = gateway.dynamoDb()
                .getItem(get -> get.tableName("JobsTable").key(JobRow.key(job.id())))
                .item();
        assertThat(row).containsKeys("requestId", "taskId", "endedAt", "processingMs");
        assertThat(ItemSize.of(row)).isLessThanOrEqualTo(1_024);
    }

    @Test
    void a_request_is_not_found_under_another_jobs_nonce() {
        Job job = gateway.accepted("A boat");
        Job impostor = Job.queued(
                job.id(),
                job.keyId(),
                job.requestId(),
                job.createdAt(),
                "other",
                job.order(),
                job.quote(),
                job.endpoint(),
                job.period(),
                job.turn());

        assertThat(gateway.jobs.request(impostor)).isEmpty();
    }

    @Test
    void a_job_is_read_as_it_was_written_in_every_state() {
        Job job = gateway.order("A boat");
        gateway.time.pass(Duration.ofSeconds(20));
        Job processing = gateway.sync.ask(job, gateway.deadline());
        assertThat(gateway.job(job.id())).isEqualTo(processing);

        gateway.time.pass(Duration.ofMinutes(10));
        Job ended = gateway.sync.ask(processing, gateway.deadline());

        assertThat(ended.ending()).isPresent();
        assertThat(gateway.job(job.id())).isEqualTo(ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[sim:code=1301]]", "[[sim:code=1103]]", "[[sim:fail=risk]]", "[[sim:fail=silent]]"})
    void why_a_job_failed_is_read_as_it_was_written(String hook) {
        Job job = gateway.order("A boat " + hook);
        gateway.time.pass(Duration.ofMinutes(10));
        Job ended = job.state().isEnded() ? job : gateway.sync.ask(job, gateway.deadline());

        assertThat(ended.ending().orElseThrow().failure().orElseThrow().upstream())
                .isPresent();
        assertThat(gateway.job(job.id())).isEqualTo(ended);
    }

    @Test
    void of_two_writers_one_wins_and_the_other_is_told_the_row() {
        Job job = gateway.order("A boat");

        Advance first = gateway.jobs.advance(job, job.polled(gateway.time.instant()));
        Advance second =
                gateway.jobs.advance(job, job.polled(gateway.time.instant().plusSeconds(9)));

        assertThat(first).isInstanceOf(Advance.Won.class);
        assertThat(second).isEqualTo(new Advance.Lost(gateway.job(job.id())));
    }

    @Test
    void a_write_whose_answer_got_lost_is_recognised_as_our_own() {
        JobStore jobs = new DynamoDbJobStore(
                FaultyDynamoDb.repeating(gateway.dynamoDb(), "putItem"),
                "JobsTable",
                Duration.ofDays(90),
                gateway.time,
                new Random(3));
        Job job = gateway.order("A boat");

        Advance advance = jobs.advance(job, job.polled(gateway.time.instant()));

        assertThat(advance).isEqualTo(new Advance.Won(gateway.job(job.id())));
    }

    @Test
    void a_write_that_meets_a_transaction_is_tried_again() {
        JobStore jobs = new DynamoDbJobStore(
                FaultyDynamoDb.conflicting(gateway.dynamoDb(), 3),
                "JobsTable",
                Duration.ofDays(90),
                gateway.time,
                new Random(3));
        Job job = gateway.order("A boat");

        assertThat(jobs.advance(job, job.polled(gateway.time.instant()))).isInstanceOf(Advance.Won.class);
    }

    @Test
    void the_indexes_show_what_waits_by_its_turn_and_what_is_overdue() {
        Job later = gateway.accepted("A boat");
        gateway.slots.queued(later);
        Job last = gateway.accepted("A boat");
        Job sent = gateway.order("A boat");

        assertThat(gateway.jobs.queued(Pool.VIDEO, 10)).containsExactly(later.id(), last.id());
        assertThat(gateway.jobs.overdue(gateway.time.instant(), 10)).isEmpty();
        gateway.time.pass(Duration.ofHours(1));
        assertThat(gateway.jobs.overdue(gateway.time.instant(), 10)).containsExactly(sent.id());
        gateway.sync.ask(gateway.job(sent.id()), gateway.deadline());
        assertThat(gateway.jobs.overdue(gateway.time.instant(), 10)).isEmpty();
    }

    @Test
    void a_result_is_read_as_it_was_stored() {
        Job job = gateway.accepted("A boat");
        JobResult result = new JobResult(
                List.of(new JobResult.Output(
                        "video",
                        Optional.of("1"),
                        "https://cdn.example.com/1.mp4",
                        Optional.empty(),
                        Optional.of(5.041),
                        Optional.of(3_309L))),
                Optional.of("{\"session_id\":\"s\"}"),
                "",
                Optional.of("r-1"));

        gateway.jobs.putResult(job.id(), result);

        assertThat(gateway.jobs.result(job.id())).contains(result);
    }
}
