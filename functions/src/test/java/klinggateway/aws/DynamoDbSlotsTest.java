package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import klinggateway.StandIn;
import klinggateway.TestGateway;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.job.Slots.Pause.AccountRefused;
import klinggateway.job.Slots.Refusal;
import klinggateway.job.Upstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StandIn.class)
class DynamoDbSlotsTest {

    private static final Failure UNPAID = new Failure(
            ErrorClass.PAYMENT,
            "Buy a pack.",
            Optional.of(new Upstream(Optional.of(1102), Optional.of("Account balance not enough"), Optional.of("r-1"))),
            false);

    private static final Failure SHUT_OUT =
            new Failure(ErrorClass.CREDENTIAL, "Kling answered HTTP 401 without a reason.", Optional.empty(), false);

    private final TestGateway gateway;
    private final Slots slots;
    private final Instant until;

    DynamoDbSlotsTest(StandIn aws) {
        gateway = new TestGateway(aws);
        slots = gateway.slots;
        until = gateway.time.instant().plus(Duration.ofMinutes(5));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_pause_keeps_the_reason_of_the_refusal_that_caused_it() {
        slots.pause(Pool.VIDEO, until, new AccountRefused(UNPAID));

        assertThat(refusal(Pool.VIDEO)).contains(new Refusal(until, UNPAID));
        assertThat(refusal(Pool.IMAGE)).isEmpty();
    }

    @Test
    void a_longer_pause_brings_its_own_reason_and_leaves_nothing_of_the_one_before() {
        slots.pause(Pool.VIDEO, until, new AccountRefused(UNPAID));

        slots.pause(Pool.VIDEO, until.plusSeconds(1), new AccountRefused(SHUT_OUT));

        assertThat(refusal(Pool.VIDEO)).contains(new Refusal(until.plusSeconds(1), SHUT_OUT));
    }

    @Test
    void a_shorter_pause_changes_neither_the_end_nor_the_reason() {
        slots.pause(Pool.VIDEO, until, new AccountRefused(UNPAID));

        slots.pause(Pool.VIDEO, until.minusSeconds(1), new AccountRefused(SHUT_OUT));
        slots.pause(Pool.VIDEO, until.plusSeconds(9), new Slots.Pause.Full());

        assertThat(refusal(Pool.VIDEO)).contains(new Refusal(until, UNPAID));
    }

    @Test
    void a_pool_without_room_refuses_nobody() {
        slots.pause(Pool.VIDEO, until, new Slots.Pause.Full());

        assertThat(refusal(Pool.VIDEO)).isEmpty();
        assertThat(slots.occupancy(Pool.VIDEO).pausedUntil()).contains(until);
    }

    private Optional<Refusal> refusal(Pool pool) {
        return slots.line(pool, TestGateway.KEY_ID).refusal();
    }
}
