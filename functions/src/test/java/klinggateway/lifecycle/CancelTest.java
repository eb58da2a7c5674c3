package klinggateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import klinggateway.TestGateway;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.job.Pool;
import klinggateway.keys.Key;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Accept.Acceptance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTest {

    private final TestGateway gateway = new TestGateway(1);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void what_waits_is_canceled_at_no_charge_and_never_sent() {
        Job first = gateway.order("A boat");
        Job waiting = gateway.order("Another boat");

        Job canceled = gateway.cancel.cancel(waiting, "no longer wanted");
        Job again = gateway.cancel.cancel(canceled, "no longer wanted");
        gateway.time.pass(Duration.ofMinutes(10));
        gateway.sync.ask(first, gateway.deadline());
        gateway.start.startNext(Pool.VIDEO, gateway.deadline());

        assertThat(canceled.state()).isEqualTo(JobState.CANCELED);
        assertThat(canceled.charge()).isEqualTo(Charge.NONE);
        assertThat(again).isEqualTo(canceled);
        assertThat(gateway.emulator.tasks()).hasSize(1);
        assertThat(gateway.budget(TestGateway.KEY_ID, "2026-11").reservedMicroUsd())
                .isZero();

        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
    }

    @Test
    void what_was_sent_goes_on() {
        Job sent = gateway.order("A boat");

        assertThat(gateway.cancel.cancel(sent, "no longer wanted")).isEqualTo(sent);

        gateway.time.pass(Duration.ofMinutes(10));
        assertThat(gateway.sync.ask(sent, gateway.deadline()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_revoked_keys_waiting_jobs_are_canceled_when_their_turn_comes() {
        Job first = gateway.order("A boat");
        Job waiting = gateway.order("Another boat");
        Key key = Key.create(
                TestGateway.KEY_ID,
                "revoked",
                "",
                Set.of(Scope.GENERATE),
                gateway.time.instant(),
                Optional.empty(),
                Policy.OPEN);
        gateway.keys.add(key.revoked(gateway.time.instant()));
        gateway.time.pass(Duration.ofMinutes(10));

        gateway.sync.ask(first, gateway.deadline());
        gateway.start.startNext(Pool.VIDEO, gateway.deadline());

        assertThat(gateway.job(waiting.id()).state()).isEqualTo(JobState.CANCELED);
        assertThat(gateway.emulator.tasks()).hasSize(1);
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isZero();
    }

    @Test
    void a_key_cannot_make_more_wait_than_it_may() {
        Terms three = new Terms(
                "2026-11", Optional.empty(), Optional.empty(), 3, Optional.empty(), Optional.empty(), Optional.empty());
        int taken = 0;
        for (int i = 0; i < 10; i++) {
            var sold = gateway.sold("Boat " + i);
            var request = TestGateway.request("Boat " + i);
            if (gateway.accept.accept(TestGateway.KEY_ID, Optional.empty(), sold, request, three)
                    instanceof Acceptance.Accepted(var job)) {
                gateway.start.start(job, request, gateway.deadline());
                taken++;
            }
        }

        // One runs, and three wait; the clock stands at the turn of the one that runs.
        assertThat(taken).isEqualTo(4);
        assertThat(gateway.jobs.queued(Pool.VIDEO, 10)).hasSize(3);
    }
}
