package klinggateway.emulators.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import klinggateway.emulators.template.QueueResource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Creates the queues of a template, each after its dead letter queue. */
public final class Queues {

    private Queues() {}

    /** Creates what is missing and answers the URLs by logical id. */
    public static Map<String, String> create(SqsClient sqs, Collection<QueueResource> queues) {
        var urls = new HashMap<String, String>();
        List<QueueResource> waiting = new ArrayList<>(queues);
        while (!waiting.isEmpty()) {
            List<QueueResource> ready = waiting.stream()
                    .filter(queue ->
                            queue.redrive().stream().allMatch(redrive -> urls.containsKey(redrive.deadLetterQueueId())))
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalStateException("Dead letter queues in a circle: "
                        + waiting.stream().map(QueueResource::id).toList());
            }
            for (QueueResource queue : ready) {
                urls.put(queue.id(), create(sqs, queue));
            }
            waiting.removeAll(ready);
        }
        return Map.copyOf(urls);
    }

    /** The ARN of a queue. */
    public static String arn(String queueId) {
        return "arn:aws:sqs:us-east-1:000000000000:" + queueId;
    }

    private static String create(SqsClient sqs, QueueResource queue) {
        var attributes = new HashMap<QueueAttributeName, String>();
        attributes.put(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                Long.toString(queue.visibilityTimeout().toSeconds()));
        attributes.put(
                QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                Long.toString(queue.retention().toSeconds()));
        attributes.put(
                QueueAttributeName.DELAY_SECONDS, Long.toString(queue.delay().toSeconds()));
        queue.redrive()
                .ifPresent(redrive -> attributes.put(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                                .formatted(arn(redrive.deadLetterQueueId()), redrive.maxReceiveCount())));
        return sqs.createQueue(r -> r.queueName(queue.id()).attributes(attributes))
                .queueUrl();
    }
}
