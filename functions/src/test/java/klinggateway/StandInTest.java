package klinggateway;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import klinggateway.analytics.TestAnalytics;
import klinggateway.aws.SqsPollQueue;
import klinggateway.compact.TestCompact;
import klinggateway.generate.TestGenerate;
import klinggateway.job.PollQueue;
import klinggateway.job.PollQueue.Message;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Start;
import klinggateway.poll.TestPoll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/** One job, from its order to analytics, through the tables and the queue of each stand-in. */
@ParameterizedClass
@EnumSource(StandIn.class)
class StandInTest {

    private final SqsClient sqs;
    private final String queueUrl;
    private final TestGateway gateway;
    private final TestContext context = new TestContext();

    StandInTest(StandIn aws) {
        sqs = aws.sqs();
        queueUrl = sqs.createQueue(queue -> queue.queueName("poll-" + UUID.randomUUID()))
                .queueUrl();
        gateway = new TestGateway(aws);
    }

    @AfterEach
    void stop() {
        gateway.close();
        sqs.deleteQueue(queue -> queue.queueUrl(queueUrl));
    }

    @Test
    void a_job_is_ordered_polled_ended_rolled_up_and_seen_in_analytics() {
        PollQueue queue = new Impatient(new SqsPollQueue(sqs, queueUrl));
        Start start = new Start(
                gateway.jobs,
                gateway.ledger,
                gateway.slots,
                queue,
                gateway.kling,
                gateway.tokens,
                keyId -> false,
                gateway.time);
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.GENERATE, Scope.USAGE);

        JsonNode ordered = body(TestGenerate.on(
                        gateway.catalogue,
                        gateway.kling,
                        gateway.slots,
                        gateway.jobs,
                        gateway.accept,
                        start,
                        gateway.ledger,
                        gateway.time,
                        gateway.routes())
                .handleRequest(Events.httpWithKey("generate", key), context));
        gateway.time.pass(Duration.ofMinutes(10));
        TestPoll.on(gateway.jobs, gateway.sync, start, queue, gateway.log, gateway.time)
                .handleRequest(Events.batch(List.of(received())), context);
        JsonNode open = analytics(key);
        gateway.time.pass(Duration.ofMinutes(10));
        TestCompact.on(gateway.usage, gateway.rollups, gateway.reopenings, gateway.log, gateway.time)
                .handleRequest(new ScheduledEvent(), context);
        JsonNode rolledUp = analytics(key);

        assertThat(ordered.path("taskId").asText()).isNotEmpty();
        assertThat(open.at("/summary/callsByStatus/succeeded").asInt()).isEqualTo(1);
        assertThat(open.at("/summary/settledCost").asText()).isEqualTo("$0.21");
        assertThat(rolledUp.at("/summary/settledCost").asText()).isEqualTo("$0.21");
        assertThat(gateway.rollups.watermark()).isPresent();
    }

    private JsonNode analytics(String key) {
        return body(
                TestAnalytics.on(gateway).handleRequest(Events.get("/api/usage-analytics", Map.of(), key), context));
    }

    private Message received() {
        String text = sqs.receiveMessage(receive -> receive.queueUrl(queueUrl).waitTimeSeconds(3))
                .messages()
                .getFirst()
                .body();
        return Message.parse(text).orElseThrow();
    }

    /** Time is virtual here, and not there. */
    private record Impatient(PollQueue queue) implements PollQueue {

        @Override
        public void send(Message message, Duration delay) {
            queue.send(message, Duration.ZERO);
        }

        @Override
        public List<Message> sendAll(List<Delayed> messages) {
            return queue.sendAll(messages.stream()
                    .map(delayed -> new Delayed(delayed.message(), Duration.ZERO))
                    .toList());
        }
    }
}
