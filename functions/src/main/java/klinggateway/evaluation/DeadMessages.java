package klinggateway.evaluation;

import java.util.List;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.link.Link;

/** Messages that have failed too often. */
final class DeadMessages {

    private DeadMessages() {}

    static List<Finding> find(Facts facts) {
        long messages = facts.deadLetters();
        return messages > 0
                ? List.of(new Finding(
                        Subject.GATEWAY,
                        "any",
                        "",
                        Words.count(messages, "message") + " of the function poll failed five times and "
                                + (messages == 1 ? "is" : "are") + " in its dead letter queue.",
                        "The log of poll has the reason; mend it, then send them round once more or purge the queue. No job is lost: the"
                                + " sweep looks after them meanwhile.",
                        new Evidence().with("messages", messages).all(),
                        Link.view("status").text()))
                : List.of();
    }
}
