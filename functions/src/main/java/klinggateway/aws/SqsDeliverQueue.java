package klinggateway.aws;

import java.time.Duration;
import klinggateway.job.DeliverQueue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue of deliveries in SQS. */
public final class SqsDeliverQueue implements DeliverQueue {

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsDeliverQueue(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(Message message, Duration delay) {
        // Rounded up: too early would be an attempt that the schedule does not have.
        long seconds = delay.plusMillis(999).toSeconds();
        sqs.sendMessage(builder -> builder.queueUrl(queueUrl)
                .messageBody(message.text())
                .delaySeconds(Math.clamp(seconds, 0, (int) LONGEST_DELAY.toSeconds())));
    }
}
