package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import klinggateway.StandIn;
import klinggateway.TestGateway;
import klinggateway.job.Charge;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.ExternalUsage.Outcome;
import klinggateway.usage.Granularity;
import klinggateway.usage.Reopenings.Reopening;
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
class DynamoDbExternalUsageTest {

    private final TestGateway gateway;
    private final Instant at;

    DynamoDbExternalUsageTest(StandIn aws) {
        gateway = new TestGateway(aws);
        at = gateway.time.instant().minus(Duration.ofHours(5)).plusMillis(7);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_event_reopens_its_minute() {
        assertThat(gateway.externalUsage.record(event("e1", "hash"))).isEqualTo(Outcome.RECORDED);

        assertOnce();
        assertThat(gateway.usage.minute(Granularity.MINUTE.floor(at)).getFirst().at())
                .isEqualTo(at);
    }

    @Test
    void what_is_not_recorded_reopens_nothing() {
        gateway.externalUsage.record(event("e1", "hash"));

        assertThat(gateway.externalUsage.record(event("e1", "hash"))).isEqualTo(Outcome.REPEATED);
        assertThat(gateway.externalUsage.record(event("e1", "other"))).isEqualTo(Outcome.NAME_TAKEN);

        assertOnce();
    }

    @Test
    void an_event_whose_answer_got_lost_is_recorded_once() {
        ExternalUsage late = on(FaultyDynamoDb.losingTheFirstAnswer(gateway.dynamoDb()), new Random(1));
        ExternalUsage silent = on(FaultyDynamoDb.timingOut(gateway.dynamoDb()), new Random(2));

        assertThat(late.record(event("e1", "hash"))).isEqualTo(Outcome.RECORDED);
        assertOnce();
        assertThat(silent.record(event("e1", "hash"))).isEqualTo(Outcome.REPEATED);
        assertOnce();
        assertThat(silent.record(event("e2", "hash"))).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void an_event_without_any_answer_is_recorded_once() {
        ExternalUsage silent = on(FaultyDynamoDb.timingOut(gateway.dynamoDb()), new Random(1));

        assertThat(silent.record(event("e1", "hash"))).isEqualTo(Outcome.RECORDED);

        assertOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void what_passes_is_tried_again(String reason) {
        ExternalUsage busy = on(FaultyDynamoDb.canceling(gateway.dynamoDb(), 3, "None", "None", reason), new Random(1));

        assertThat(busy.record(event("e1", "hash"))).isEqualTo(Outcome.RECORDED);

        assertOnce();
    }

    @Test
    void what_does_not_pass_is_thrown_with_nothing_written() {
        ExternalUsage broken = on(FaultyDynamoDb.canceling(gateway.dynamoDb(), 1, "ValidationError"), new Random(1));

        assertThatThrownBy(() -> broken.record(event("e1", "hash"))).isInstanceOf(TransactionCanceledException.class);

        assertThat(gateway.usage.minute(Granularity.MINUTE.floor(at))).isEmpty();
        assertThat(gateway.externalUsage.record(event("e1", "hash"))).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void an_id_that_another_event_has_is_not_used_again() {
        // Both begin with the same numbers, of which the second becomes the id.
        ExternalUsage first = on(gateway.dynamoDb(), new Random(7));
        ExternalUsage second = on(gateway.dynamoDb(), new Random(7));

        assertThat(first.record(event("e1", "hash"))).isEqualTo(Outcome.RECORDED);
        assertThat(second.record(event("e2", "hash"))).isEqualTo(Outcome.RECORDED);

        assertThat(gateway.usage.minute(Granularity.MINUTE.floor(at))).hasSize(2);
    }

    @Test
    void a_name_is_forgotten_with_the_items() {
        gateway.externalUsage.record(event("e1", "hash"));
        gateway.time.pass(TestGateway.RETENTION.minusSeconds(1));
        assertThat(gateway.externalUsage.record(event("e1", "other"))).isEqualTo(Outcome.NAME_TAKEN);

        gateway.time.pass(Duration.ofSeconds(1));

        assertThat(gateway.externalUsage.record(event("e1", "other"))).isEqualTo(Outcome.RECORDED);
    }

    private void assertOnce() {
        assertThat(gateway.usage.minute(Granularity.MINUTE.floor(at))).hasSize(1);
        assertThat(gateway.reopenings.pending()).containsExactly(new Reopening(Granularity.MINUTE.floor(at), 1));
    }

    private ExternalUsage on(DynamoDbClient dynamoDb, RandomGenerator random) {
        return new DynamoDbExternalUsage(
                dynamoDb,
                TestGateway.TABLE_NAMES.usage(),
                TestGateway.TABLE_NAMES.admission(),
                TestGateway.RETENTION,
                gateway.time,
                random);
    }

    private ExternalUsage.Event event(String eventId, String hash) {
        return new ExternalUsage.Event(
                eventId,
                hash,
                at,
                TestGateway.KEY_ID,
                gateway.sold("A boat").order(),
                UsageEntry.Type.SUCCEEDED,
                new Charge(1_500, 210_000, true),
                Optional.empty(),
                UsageEntry.Took.UNKNOWN);
    }
}
