package klinggateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import klinggateway.TestGateway;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.job.PollQueue.Message.Poll;
import klinggateway.job.Pool;
import klinggateway.kling.ForwardingKling;
import klinggateway.kling.Kling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kling refuses a create because it has a task with its id, and does not find that task when it is asked for it. */
class UsedIdTest {

    private final TestGateway gateway = new TestGateway();
    private final ForgetfulKling kling = new ForgetfulKling(gateway.kling);
    private final Start start = new Start(
            gateway.jobs,
            gateway.ledger,
            gateway.slots,
            gateway.queue,
            kling,
            gateway.tokens,
            keyId -> false,
            gateway.time);
    private final Sync sync = new Sync(gateway.jobs, gateway.ledger, gateway.slots, gateway.queue, kling, gateway.time);

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void a_job_whose_id_is_used_is_not_ended_while_its_task_is_not_found() {
        Job lost = order("A boat [[sim:reset-after-create]]");
        gateway.time.pass(Duration.ofMinutes(5));
        gateway.queue.lose();

        Job sentAgain = start.resend(sync.ask(lost, gateway.deadline()), gateway.deadline());

        assertThat(sentAgain.state()).isEqualTo(JobState.SUBMITTING);
        assertThat(sentAgain.sending().attempt()).isEqualTo(2);
        assertThat(sentAgain.charge()).isEqualTo(sentAgain.quote().estimate());
        assertThat(gateway.slots.occupancy(Pool.VIDEO).used()).isOne();
        gateway.time.pass(Duration.ofSeconds(30));
        assertThat(gateway.queue.receive())
                .contains(new Poll(sentAgain.id(), sentAgain.polling().sequence(), 0));
    }

    @Test
    void its_task_is_taken_on_as_soon_as_it_is_found() {
        Job lost = order("A boat [[sim:reset-after-create]]");
        gateway.time.pass(Duration.ofMinutes(5));
        Job sentAgain = start.resend(sync.ask(lost, gateway.deadline()), gateway.deadline());

        kling.remembers = true;
        Job found = sync.ask(sentAgain, gateway.deadline());

        assertThat(found.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(found.charge()).isEqualTo(new Charge(1_500, 210_000, true));
        assertThat(gateway.emulator.tasks()).hasSize(1);
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(210_000);
    }

    @Test
    void another_wrong_value_ends_the_job_at_no_charge() {
        Job refused = order("A boat [[sim:code=1201]]");

        assertThat(refused.state()).isEqualTo(JobState.FAILED);
        assertThat(refused.charge()).isEqualTo(Charge.NONE);
        assertThat(gateway.emulator.tasks()).isEmpty();
        assertThat(gateway.usageNow().total().microUsd()).isZero();
    }

    private Job order(String prompt) {
        return start.start(gateway.accepted(prompt), TestGateway.request(prompt), gateway.deadline());
    }

    /** Finds nothing for a while. */
    private static final class ForgetfulKling extends ForwardingKling {

        private boolean remembers;

        ForgetfulKling(Kling real) {
            super(real);
        }

        @Override
        public Map<Lookup, Finding> find(List<Lookup> lookups, Duration timeout) {
            if (remembers) {
                return real.find(lookups, timeout);
            }
            Map<Lookup, Finding> findings = new HashMap<>();
            lookups.forEach(lookup -> findings.put(lookup, new Finding.NotFound()));
            return findings;
        }
    }
}
