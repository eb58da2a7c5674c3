package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.aws.EmbeddedSqs;
import klinggateway.job.PollQueue;
import klinggateway.job.PollQueue.Message.StartNext;
import klinggateway.job.Pool;
import klinggateway.job.QueueDepths;
import klinggateway.job.QueueDepths.Depths;
import klinggateway.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class SqsQueueDepthsTest {

    private final EmbeddedSqs server = EmbeddedSqs.start();
    private final SqsClient sqs = client(server.endpoint());
    private final String queueUrl = queue("poll");
    private final String deadLetterQueueUrl = queue("dead");
    private final PollQueue queue = new SqsPollQueue(sqs, queueUrl);
    private final QueueDepths depths = new SqsQueueDepths(sqs, queueUrl, deadLetterQueueUrl);

    private static SqsClient client(URI endpoint) {
        return new AwsClients(new AwsClients.Access(
                        "us-east-1",
                        Optional.of(new AwsClients.Credentials("local", new Secret("local"))),
                        Optional.empty(),
                        Optional.of(endpoint),
                        Optional.empty()))
                .sqs();
    }

    private String queue(String name) {
        return sqs.createQueue(builder ->
                        builder.queueName(name).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "600")))
                .queueUrl();
    }

    @AfterEach
    void stop() {
        sqs.close();
        server.close();
    }

    @Test
    void an_empty_queue_has_nothing() {
        assertThat(depths.now()).isEqualTo(new Depths(0, 0, 0, 0));
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
            sqs.sendMessage(builder -> builder.queueUrl(deadLetterQueueUrl).messageBody("dead"));
        }

        assertThat(depths.now()).isEqualTo(new Depths(2, 1, 4, 5));
    }
}
