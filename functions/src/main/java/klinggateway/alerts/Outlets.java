package klinggateway.alerts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import klinggateway.alert.AlertSecrets;
import klinggateway.alert.Topic;
import klinggateway.secret.Secret;
import klinggateway.webhook.Courier;
import klinggateway.webhook.Courier.Letter;
import klinggateway.webhook.Courier.Reply;
import klinggateway.webhook.WebhookTargets;

/** Where messages go out, each once. Nothing is thrown. */
record Outlets(Courier courier, WebhookTargets targets, AlertSecrets secrets, Topic topic, InstantSource clock) {

    private static final int OK = 200;

    /** To a rule's webhook, with a signature by each of {@code signers}. */
    Reply webhook(String url, List<Secret> signers, Message message, Duration timeout) {
        // Once more: the rule may have been stored when other URLs were allowed.
        return targets.refusal(url)
                .<Reply>map(reason -> new Reply.Unanswered("the URL " + reason))
                .orElseGet(() -> courier.send(
                        Letter.signed(url, message.id(), message.body(), signers, clock.instant()), timeout));
    }

    /** To the gateway's topic. */
    Reply topic(Message message) {
        return topic.publish(message.subject(), message.text())
                .<Reply>map(Reply.Unanswered::new)
                .orElseGet(() -> new Reply.Answered(OK, Optional.empty()));
    }
}
