package klinggateway.aws;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import java.util.EnumMap;
import java.util.Map;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.QueueDepths;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What SQS tells of its queues. */
public final class SqsQueueDepths implements QueueDepths {

    private final SqsClient sqs;
    private final String queueUrl;
    private final Map<DeadLetterQueue, String> deadLetterQueueUrls;

    public SqsQueueDepths(SqsClient sqs, String queueUrl, Map<DeadLetterQueue, String> deadLetterQueueUrls) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.deadLetterQueueUrls = deadLetterQueueUrls;
    }

    private record Depth(long waiting, long inFlight, long delayed) {

        long total() {
            return waiting + inFlight + delayed;
        }
    }

    @Override
    public Depths now() {
        Depth poll = depth(queueUrl);
        Map<DeadLetterQueue, Long> deadLetters = new EnumMap<>(DeadLetterQueue.class);
        deadLetterQueueUrls.forEach(
                (queue, url) -> deadLetters.put(queue, depth(url).total()));
        return new Depths(poll.waiting(), poll.inFlight(), poll.delayed(), deadLetters);
    }

    private Depth depth(String url) {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(builder -> builder.queueUrl(url)
                        .attributeNames(
                                APPROXIMATE_NUMBER_OF_MESSAGES,
                                APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .attributes();
        return new Depth(
                number(attributes, APPROXIMATE_NUMBER_OF_MESSAGES),
                number(attributes, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                number(attributes, APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    private static long number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        String number = attributes.get(name);
        if (number == null) {
            throw new IllegalStateException("SQS does not tell " + name + "; it tells " + attributes.keySet());
        }
        return Long.parseLong(number);
    }
}
