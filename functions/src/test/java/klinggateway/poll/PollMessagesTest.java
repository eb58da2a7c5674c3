package klinggateway.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.List;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.job.PollQueue.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which messages ask about jobs, and what becomes of the others. */
class PollMessagesTest {

    private final TestGateway gateway = new TestGateway();
    private final TestContext context = new TestContext();
    private final PollHandler handler =
            new PollHandler(gateway.jobs, gateway.sync, gateway.start, gateway.queue, gateway.log, gateway.time);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void twenty_jobs_are_asked_about_in_one_request() {
        try (TestGateway wide = new TestGateway(20)) {
            for (int i = 0; i < 5; i++) {
                wide.order("Boat " + i);
            }
            wide.time.pass(Duration.ofMinutes(5));
            PollHandler poll = new PollHandler(wide.jobs, wide.sync, wide.start, wide.queue, wide.log, wide.time);

            poll.handleRequest(Events.batch(wide.queue.receive()), context);

            assertThat(wide.emulator.requests("GET /tasks")).isEqualTo(1);
        }
    }

    @Test
    void messages_of_an_older_chain_are_dropped_and_bring_forth_none() {
        Job job = gateway.order("A boat");
        gateway.queue.lose();

        SQSBatchResponse response =
                handler.handleRequest(Events.batch(List.of(new Message.Poll(job.id(), 0, 3))), context);

        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(gateway.queue.nextDue()).isEmpty();
        assertThat(gateway.emulator.requests("GET /tasks")).isZero();
    }

    @Test
    void the_same_message_twice_leaves_one_chain() {
        gateway.order("A boat [[sim:stuck]]");
        gateway.time.moveTo(gateway.queue.nextDue().orElseThrow());
        Message message = gateway.queue.receive().getFirst();

        handler.handleRequest(Events.batch(List.of(message, message)), context);

        gateway.time.pass(Duration.ofMinutes(10));
        assertThat(gateway.queue.receive()).hasSize(1);
    }

    @Test
    void a_chain_ends_at_its_last_hop_and_leaves_the_job_to_the_sweep() {
        Job job = gateway.order("A boat [[sim:stuck]]");
        gateway.queue.lose();

        handler.handleRequest(Events.batch(List.of(new Message.Poll(job.id(), 1, 59))), context);

        assertThat(gateway.queue.nextDue()).isEmpty();
        assertThat(gateway.job(job.id()).polling().dueAt()).isPresent();
    }

    @Test
    void an_unreadable_message_fails_alone() {
        Job job = gateway.order("A boat");
        gateway.time.pass(Duration.ofMinutes(5));
        SQSEvent event = Events.batch(List.of(new Message.Poll(job.id(), 1, 0)));
        SQSEvent.SQSMessage nonsense = new SQSEvent.SQSMessage();
        nonsense.setMessageId("nonsense");
        nonsense.setBody("poll nothing");
        event.setRecords(List.of(nonsense, event.getRecords().getFirst()));

        SQSBatchResponse response = handler.handleRequest(event, context);

        assertThat(response.getBatchItemFailures())
                .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly("nonsense");
        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void the_sample_event_about_an_unknown_job_is_dropped() {
        SQSBatchResponse response = handler.handleRequest(Events.read("poll", SQSEvent.class), context);

        assertThat(response.getBatchItemFailures()).isEmpty();
    }
}
