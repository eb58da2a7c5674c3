package klinggateway.emulators.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedSqsTest {

    private final EmbeddedSqs sqs = EmbeddedSqs.start();
    private final SqsClient client = SqsClient.builder()
            .endpointOverride(sqs.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @BeforeAll
    void warm_up() {
        client.listQueues();
    }

    @AfterAll
    void close() {
        client.close();
        sqs.close();
        sqs.close();
    }

    @Test
    void gives_queues_urls_below_its_endpoint() {
        String url = client.createQueue(r -> r.queueName("plain")).queueUrl();

        assertThat(url).startsWith(sqs.endpoint() + "/");
    }

    @Test
    void delivers_a_delayed_message_only_after_its_delay() {
        String url = client.createQueue(r -> r.queueName("delayed")).queueUrl();
        long sentAt = System.nanoTime();

        client.sendMessage(r -> r.queueUrl(url).messageBody("later").delaySeconds(1));

        assertThat(client.receiveMessage(r -> r.queueUrl(url)).messages()).isEmpty();
        assertThat(client.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(10))
                        .messages())
                .extracting(Message::body)
                .containsExactly("later");
        assertThat(Duration.ofNanos(System.nanoTime() - sentAt)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    @Test
    void moves_a_message_that_keeps_failing_to_the_dead_letter_queue() {
        String dead = client.createQueue(r -> r.queueName("dead")).queueUrl();
        String deadArn = client.getQueueAttributes(r -> r.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String url = client.createQueue(r -> r.queueName("failing")
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "0",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"2\"}".formatted(deadArn))))
                .queueUrl();
        client.sendMessage(r -> r.queueUrl(url).messageBody("poison"));

        for (int attempt = 0; attempt < 3; attempt++) {
            client.receiveMessage(r -> r.queueUrl(url));
        }

        assertThat(client.receiveMessage(r -> r.queueUrl(dead).waitTimeSeconds(10))
                        .messages())
                .extracting(Message::body)
                .containsExactly("poison");
    }
}
