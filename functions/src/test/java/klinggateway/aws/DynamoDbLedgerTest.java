package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import klinggateway.StandIn;
import klinggateway.TestGateway;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.JobStore.Advance;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.Ledger.Acceptance;
import klinggateway.lifecycle.Terms;
import klinggateway.usage.Cell;
import klinggateway.usage.Status;
import klinggateway.usage.UsageEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

@ParameterizedClass
@EnumSource(StandIn.class)
class DynamoDbLedgerTest {

    private final TestGateway gateway;

    DynamoDbLedgerTest(StandIn aws) {
        gateway = new TestGateway(aws);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_accept_whose_answer_got_lost_is_recognised_and_charged_once() {
        Ledger ledger = ledger(FaultyDynamoDb.losingTheFirstAnswer(gateway.dynamoDb()));
        Job job = newJob("nonce-1");

        Acceptance acceptance = ledger.accept(job, entry(job), TestGateway.TERMS);

        assertThat(acceptance).isEqualTo(new Acceptance.Accepted());
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(1);
    }

    @Test
    void an_accept_that_got_no_answer_at_all_is_recognised_too() {
        Ledger ledger = ledger(FaultyDynamoDb.timingOut(gateway.dynamoDb()));
        Job job = newJob("nonce-1");

        assertThat(ledger.accept(job, entry(job), TestGateway.TERMS)).isEqualTo(new Acceptance.Accepted());

        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(1);
    }

    @Test
    void another_job_with_the_same_id_is_not_overwritten() {
        Job first = newJob("nonce-1");
        Job second = newJob("nonce-2");
        gateway.ledger.accept(first, entry(first), TestGateway.TERMS);

        assertThat(gateway.ledger.accept(second, entry(second), TestGateway.TERMS))
                .isEqualTo(new Acceptance.IdTaken());

        assertThat(gateway.job(first.id()).nonce()).isEqualTo("nonce-1");
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(1);
    }

    @Test
    void an_accept_with_a_name_of_its_callers_whose_answer_got_lost_is_recognised_too() {
        Ledger ledger = ledger(FaultyDynamoDb.losingTheFirstAnswer(gateway.dynamoDb()));
        Job job = newJob("nonce-1");

        Acceptance acceptance = ledger.accept(job, entry(job), named("order-1", Optional.empty()));

        assertThat(acceptance).isEqualTo(new Acceptance.Accepted());
        assertThat(ledger.named(job.keyId(), "order-1")).contains(job.id());
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(1);
    }

    @Test
    void a_name_is_one_jobs_of_its_key_until_it_is_released() {
        Job first = newJob("nonce-1");
        Job second = newJob(2, "nonce-2");
        gateway.ledger.accept(first, entry(first), named("order-1", Optional.empty()));

        Acceptance taken = gateway.ledger.accept(second, entry(second), named("order-1", Optional.empty()));
        Acceptance wrong = gateway.ledger.accept(second, entry(second), named("order-1", Optional.of(second.id())));
        Acceptance released = gateway.ledger.accept(second, entry(second), named("order-1", Optional.of(first.id())));

        assertThat(taken).isEqualTo(new Acceptance.ExternalIdTaken(first.id()));
        assertThat(wrong).isEqualTo(new Acceptance.ExternalIdTaken(first.id()));
        assertThat(released).isEqualTo(new Acceptance.Accepted());
        assertThat(gateway.ledger.named(TestGateway.KEY_ID, "order-1")).contains(second.id());
        assertThat(gateway.ledger.named("otherkey", "order-1")).isEmpty();
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(2);
    }

    @Test
    void a_first_of_its_like_whose_answer_got_lost_is_no_duplicate_of_itself() {
        Ledger lost = ledger(FaultyDynamoDb.losingTheFirstAnswer(gateway.dynamoDb()));
        Ledger timedOut = ledger(FaultyDynamoDb.timingOut(gateway.dynamoDb()));
        Job first = newJob("nonce-1");
        Job other = newJob(2, "nonce-2");

        assertThat(lost.accept(first, entry(first), like("boat", Optional.empty())))
                .isEqualTo(new Acceptance.Accepted());
        assertThat(timedOut.accept(other, entry(other), like("ship", Optional.empty())))
                .isEqualTo(new Acceptance.Accepted());

        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(2);
    }

    @Test
    void a_place_is_a_first_jobs_for_ten_minutes_or_until_it_is_replaced() {
        Job first = newJob("nonce-1");
        gateway.ledger.accept(first, entry(first), like("boat", Optional.empty()));
        gateway.time.pass(Duration.ofMinutes(10).minusMillis(1));
        Job second = newJob(2, "nonce-2");
        Acceptance alike = gateway.ledger.accept(second, entry(second), like("boat", Optional.empty()));
        Acceptance wrong = gateway.ledger.accept(second, entry(second), like("boat", Optional.of(second.id())));
        Acceptance unlike = gateway.ledger.accept(second, entry(second), like("ship", Optional.empty()));
        gateway.time.pass(Duration.ofMillis(1));
        Job third = newJob(3, "nonce-3");
        Acceptance later = gateway.ledger.accept(third, entry(third), like("boat", Optional.empty()));
        Job fourth = newJob(4, "nonce-4");
        Acceptance replacing = gateway.ledger.accept(fourth, entry(fourth), like("boat", Optional.of(third.id())));
        Job fifth = newJob(5, "nonce-5");

        assertThat(alike).isEqualTo(new Acceptance.Alike(first.id()));
        assertThat(wrong).isEqualTo(new Acceptance.Alike(first.id()));
        assertThat(unlike).isEqualTo(new Acceptance.Accepted());
        assertThat(later).isEqualTo(new Acceptance.Accepted());
        assertThat(replacing).isEqualTo(new Acceptance.Accepted());
        assertThat(gateway.ledger.accept(fifth, entry(fifth), like("boat", Optional.empty())))
                .isEqualTo(new Acceptance.Alike(fourth.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void what_passes_is_tried_again(String reason) {
        Ledger ledger = ledger(FaultyDynamoDb.canceling(gateway.dynamoDb(), 3, "None", reason));
        Job job = newJob("nonce-1");

        assertThat(ledger.accept(job, entry(job), TestGateway.TERMS)).isEqualTo(new Acceptance.Accepted());

        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(1);
    }

    @Test
    void what_does_not_pass_is_thrown_so_that_the_message_comes_again() {
        Ledger conflicting = ledger(FaultyDynamoDb.canceling(gateway.dynamoDb(), 99, "TransactionConflict", "None"));
        Ledger invalid = ledger(FaultyDynamoDb.canceling(gateway.dynamoDb(), 1, "None", "ValidationError"));
        Job job = newJob("nonce-1");

        assertThatThrownBy(() -> conflicting.accept(job, entry(job), TestGateway.TERMS))
                .isInstanceOf(TransactionCanceledException.class);
        assertThatThrownBy(() -> invalid.accept(job, entry(job), TestGateway.TERMS))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(gateway.jobs.find(job.id())).isEmpty();
    }

    @Test
    void of_two_ends_one_wins_and_the_other_is_told_the_row() {
        Job job = newJob("nonce-1");
        gateway.ledger.accept(job, entry(job), TestGateway.TERMS);
        Job ended = ended(job, 0);

        Advance first = gateway.ledger.end(job, ended, end(job));
        Advance second = gateway.ledger.end(job, ended(job, 99), end(job));

        assertThat(first)
                .isInstanceOfSatisfying(
                        Advance.Won.class,
                        won -> assertThat(gateway.job(job.id())).isEqualTo(won.written()));
        assertThat(second).isEqualTo(new Advance.Lost(gateway.job(job.id())));
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(2);
    }

    @Test
    void an_end_whose_answer_got_lost_is_recognised_and_counted_once() {
        Ledger ledger = ledger(FaultyDynamoDb.losingTheFirstAnswer(gateway.dynamoDb()));
        Job job = newJob("nonce-1");
        gateway.ledger.accept(job, entry(job), TestGateway.TERMS);

        assertThat(ledger.end(job, ended(job, 0), end(job))).isInstanceOf(Advance.Won.class);

        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(2);
    }

    private Ledger ledger(DynamoDbClient dynamoDb) {
        return new DynamoDbLedger(
                dynamoDb,
                TestGateway.TABLE_NAMES,
                new DynamoDbLedger.Retention(Duration.ofDays(90), Duration.ofDays(400)),
                gateway.time,
                new Random(2));
    }

    private static Terms named(String externalId, Optional<JobId> released) {
        Terms plain = TestGateway.TERMS;
        return new Terms(
                plain.period(),
                plain.monthlyMicroUsd(),
                plain.totalMicroUsd(),
                plain.queuedJobs(),
                plain.repeatable(),
                Optional.of(new Terms.ExternalId(externalId, released)),
                plain.likeness());
    }

    private static Terms like(String digest, Optional<JobId> replaced) {
        Terms plain = TestGateway.TERMS;
        return new Terms(
                plain.period(),
                plain.monthlyMicroUsd(),
                plain.totalMicroUsd(),
                plain.queuedJobs(),
                plain.repeatable(),
                plain.externalId(),
                Optional.of(new Terms.Likeness(digest, replaced)));
    }

    private Job newJob(String nonce) {
        return newJob(1, nonce);
    }

    private Job newJob(long random, String nonce) {
        var sold = gateway.sold("A boat");
        return Job.queued(
                JobId.of(gateway.time.instant(), random),
                TestGateway.KEY_ID,
                Optional.empty(),
                gateway.time.instant(),
                nonce,
                sold.order(),
                sold.quote(),
                sold.endpoint(),
                "2026-11",
                0);
    }

    private static UsageEntry entry(Job job) {
        return UsageEntry.accepted(job.keyId(), job.id(), job.order(), job.charge(), false);
    }

    private Job ended(Job job, long milliUnits) {
        Charge charge = new Charge(milliUnits, 0, true);
        Job.Ending ending =
                new Job.Ending(gateway.time.instant(), Optional.empty(), Optional.empty(), charge, Optional.empty());
        return job.ended(JobState.Event.CANCEL, Optional.empty(), ending, Optional.empty());
    }

    private static UsageEntry end(Job job) {
        return new UsageEntry(
                UsageEntry.Type.CANCELED,
                Cell.GATEWAY,
                job.keyId(),
                job.id(),
                job.order(),
                job.quote().microUsd(),
                Optional.of(Status.OPEN),
                job.charge(),
                Charge.NONE,
                Optional.empty(),
                UsageEntry.Took.UNKNOWN,
                false);
    }
}
