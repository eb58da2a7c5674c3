package klinggateway.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import klinggateway.job.PollQueue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** The poll queue in SQS. */
public final class SqsPollQueue implements PollQueue {

    private static final int BATCH = 10;

    /** What SQS allows at most. */
    private static final int LONGEST_DELAY_SECONDS = 900;

    private final SqsClient sqs;
    private final String queueUrl;

    public SqsPollQueue(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(Message message, Duration delay) {
        sqs.sendMessage(builder ->
                builder.queueUrl(queueUrl).messageBody(message.text()).delaySeconds(seconds(delay)));
    }

    @Override
    public List<Message> sendAll(List<Delayed> messages) {
        List<Message> refused = new ArrayList<>();
        for (int start = 0; start < messages.size(); start += BATCH) {
            List<Delayed> batch = messages.subList(start, Math.min(start + BATCH, messages.size()));
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (Delayed delayed : batch) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .messageBody(delayed.message().text())
                        .delaySeconds(seconds(delayed.delay()))
                        .build());
            }
            SendMessageBatchResponse response =
                    sqs.sendMessageBatch(builder -> builder.queueUrl(queueUrl).entries(entries));
            response.failed()
                    .forEach(entry ->
                            refused.add(batch.get(Integer.parseInt(entry.id())).message()));
        }
        return refused;
    }

    private static int seconds(Duration delay) {
        long seconds = delay.plusMillis(999).toSeconds();
        return Math.clamp(seconds, 0, LONGEST_DELAY_SECONDS);
    }
}
