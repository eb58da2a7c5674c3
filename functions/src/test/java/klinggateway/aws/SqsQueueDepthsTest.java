package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import klinggateway.StandIn;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.PollQueue;
import klinggateway.job.PollQueue.Message.StartNext;
import klinggateway.job.Pool;
import klinggateway.job.QueueDepths;
import klinggateway.job.QueueDepths.Depths;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ParameterizedClass
@EnumSource(StandIn.class)
class SqsQueueDepthsTest {

    private final SqsClient sqs;
    private final String queueUrl;
    private final Map<DeadLetterQueue, String> deadLetterQueueUrls = new EnumMap<>(DeadLetterQueue.class);
    private final PollQueue queue;
    private final QueueDepths depths;

    SqsQueueDepthsTest(StandIn aws) {
        sqs = aws.sqs();
        queueUrl = queue("poll");
        for (DeadLetterQueue dead : DeadLetterQueue.values()) {
            deadLetterQueueUrls.put(dead, queue(dead.word() + "-dead"));
        }
        queue = new SqsPollQueue(sqs, queueUrl);
        depths = new SqsQueueDepths(sqs, queueUrl, deadLetterQueueUrls);
    }

    private String queue(String name) {
        return sqs.createQueue(builder -> builder.queueName(name + "-" + UUID.randomUUID())
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "600")))
                .queueUrl();
    }

    @AfterEach
    void clean() {
        sqs.deleteQueue(builder -> builder.queueUrl(queueUrl));
        deadLetterQueueUrls.values().forEach(url -> sqs.deleteQueue(builder -> builder.queueUrl(url)));
    }

    @Test
    void an_empty_queue_has_nothing() {
        assertThat(depths.now()).isEqualTo(new Depths(0, 0, 0, dead(0, 0, 0)));
    }

    @Test
    void each_sort_of_message_is_counted_by_itself() {
        for (int i = 0; i < 3; i++) {
            queue.send(new StartNext(Pool.VIDEO), Duration.ZERO);
        }
        sqs.receiveMessage(builder -> builder.queueUrl(queueUrl).maxNumberOfMessages(1));
        for (int i = 0; i < 4; i++) {
            queue.send(new StartNext(Pool.VIDEO), Duration.ofMinutes(10));
        }
        for (int i = 0; i < 5; i++) {
            sendTo(DeadLetterQueue.DELIVER);
        }
        sendTo(DeadLetterQueue.SCHEDULE);

        assertThat(depths.now()).isEqualTo(new Depths(2, 1, 4, dead(0, 5, 1)));
    }

    private void sendTo(DeadLetterQueue dead) {
        String url = Optional.ofNullable(deadLetterQueueUrls.get(dead)).orElseThrow();
        sqs.sendMessage(builder -> builder.queueUrl(url).messageBody("dead"));
    }

    private static Map<DeadLetterQueue, Long> dead(long poll, long deliver, long schedule) {
        return Map.of(DeadLetterQueue.POLL, poll, DeadLetterQueue.DELIVER, deliver, DeadLetterQueue.SCHEDULE, schedule);
    }
}
