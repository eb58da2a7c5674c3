package klinggateway.evaluation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.job.DeadLetterQueue;
import klinggateway.link.Link;

/** Messages that have failed too often, queue by queue. */
final class DeadMessages {

    private DeadMessages() {}

    static List<Finding> find(Facts facts) {
        Map<DeadLetterQueue, Long> messages = facts.deadLetters();
        return Stream.of(DeadLetterQueue.values())
                .filter(queue -> messages.getOrDefault(queue, 0L) > 0)
                .map(queue -> finding(queue, messages.getOrDefault(queue, 0L)))
                .toList();
    }

    private static Finding finding(DeadLetterQueue queue, long messages) {
        return new Finding(
                new Subject(Subject.Sort.QUEUE, queue.word()),
                "any",
                "",
                queue.sentence(messages),
                queue.advice(),
                new Evidence().with("messages", messages).all(),
                Link.view("status").text());
    }
}
