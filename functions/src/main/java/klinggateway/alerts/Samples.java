package klinggateway.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.alert.Alert;
import klinggateway.alert.Finding;
import klinggateway.alert.Notice.Channel;
import klinggateway.alert.Rule;
import klinggateway.alert.Subject;
import klinggateway.lifecycle.Deadline;
import klinggateway.webhook.Courier.Reply;

/** Sends a sample to whom a rule tells, at once and once, so that an operator sees that it arrives. */
final class Samples {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Outlets outlets;
    private final Optional<String> publicUrl;
    private final InstantSource clock;
    private final RandomGenerator random;

    Samples(Outlets outlets, Optional<String> publicUrl, InstantSource clock, RandomGenerator random) {
        this.outlets = outlets;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.random = random;
    }

    /** What came of it, for each channel of the rule. */
    record Report(List<Sent> sent) {}

    /**
     * One message.
     *
     * @param httpStatus what a webhook has answered
     * @param error what kept it from being delivered, where there was no such answer
     */
    record Sent(String channel, boolean delivered, Optional<Integer> httpStatus, Optional<String> error) {}

    Report send(Rule rule, Deadline deadline) {
        Instant now = clock.instant();
        Finding nothing = new Finding(
                Subject.GATEWAY,
                "test",
                "",
                "This is a test of the rule \"" + rule.name() + "\": nothing has happened.",
                "Nothing needs to be done.",
                Map.of(),
                "/");
        Alert sample = Alert.of(Alert.newId(now, random.nextLong()), rule, nothing, now);
        Message message = Message.test(sample, publicUrl);
        List<Sent> sent = new ArrayList<>();
        rule.webhookUrl().ifPresent(url -> {
            Reply reply = outlets.webhook(url, outlets.secrets().of(rule, now), message, deadline.atMost(TIMEOUT));
            sent.add(new Sent(Channel.WEBHOOK.word(), reply.isTaken(), reply.httpStatus(), reply.error()));
        });
        if (rule.toTopic()) {
            Reply reply = outlets.topic(message);
            sent.add(new Sent(Channel.TOPIC.word(), reply.isTaken(), Optional.empty(), reply.error()));
        }
        return new Report(sent);
    }
}
