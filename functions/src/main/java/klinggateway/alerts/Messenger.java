package klinggateway.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import klinggateway.Steps;
import klinggateway.alert.Alert;
import klinggateway.alert.AlertStore;
import klinggateway.alert.Notice;
import klinggateway.alert.Notice.Channel;
import klinggateway.alert.Notice.Status;
import klinggateway.alert.Rule;
import klinggateway.lifecycle.Deadline;
import klinggateway.log.EventLog;
import klinggateway.secret.Secret;
import klinggateway.webhook.Courier.Reply;
import klinggateway.webhook.Retries;
import klinggateway.webhook.Retries.Next;

/**
 * Tells of alerts what is due, side by side, each under a lease: who dies in an attempt leaves it to a later run, so a message may come
 * twice, under the same id, and never not at all.
 */
final class Messenger {

    private static final int AT_ONCE = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** Longer than the function runs. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private static final Duration ENOUGH_TIME = Duration.ofSeconds(3);
    /** Each loss means that the alert has cleared meanwhile, or that another of its messages was told. */
    private static final int TRIES = 5;

    private final AlertStore alerts;
    private final Outlets outlets;
    private final Optional<String> publicUrl;
    private final EventLog log;
    private final InstantSource clock;
    private final RandomGenerator random;

    Messenger(
            AlertStore alerts,
            Outlets outlets,
            Optional<String> publicUrl,
            EventLog log,
            InstantSource clock,
            RandomGenerator random) {
        this.alerts = alerts;
        this.outlets = outlets;
        this.publicUrl = publicUrl;
        this.log = log;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes an attempt at everything that is due, the oldest first.
     *
     * @param rules all there are, by their ids
     * @return how many alerts there were
     */
    int tell(Map<String, Rule> rules, Deadline deadline, Steps steps) {
        List<String> pending = alerts.pending();
        if (pending.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        List<Alert> due = alerts.find(pending).stream()
                .filter(alert -> !alert.due(now).isEmpty())
                .sorted(Comparator.comparing(Alert::id))
                .limit(AT_ONCE)
                .toList();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Alert alert : due) {
                Optional<Rule> rule = Optional.ofNullable(rules.get(alert.ruleId()));
                running.add(CompletableFuture.runAsync(() -> tell(alert, rule, deadline), threads));
            }
        }
        running.forEach(future -> steps.run(future::join));
        return due.size();
    }

    private void tell(Alert alert, Optional<Rule> rule, Deadline deadline) {
        List<Notice> due = alert.due(clock.instant());
        Alert begun = alert;
        for (Notice notice : due) {
            begun = begun.with(notice.begun(clock.instant().plus(LEASE)));
        }
        if (deadline.left().compareTo(ENOUGH_TIME) < 0 || !alerts.replace(alert, begun)) {
            return;
        }
        for (Notice notice : due) {
            Instant started = clock.instant();
            Notice after = attempt(begun, notice, rule, deadline);
            begun = keep(begun, after);
            log.write(AlertLines.told(begun, after, Duration.between(started, clock.instant())));
        }
    }

    /** The alert with what came of an attempt, as it is now. */
    private Alert keep(Alert known, Notice after) {
        Alert read = known;
        for (int i = 0; i < TRIES; i++) {
            Alert next = read.with(after);
            if (alerts.replace(read, next)) {
                return next;
            }
            read = alerts.find(List.of(known.id())).getFirst();
        }
        throw new IllegalStateException("others keep changing " + known.id());
    }

    private Notice attempt(Alert alert, Notice notice, Optional<Rule> rule, Deadline deadline) {
        Message message = Message.of(alert, notice.event(), publicUrl);
        return switch (notice.channel()) {
            case WEBHOOK ->
                // A rule's URL of now; what a deleted rule has to say goes where it went.
                rule.map(Rule::webhookUrl)
                        .orElse(alert.webhookUrl())
                        .map(url -> after(
                                notice, outlets.webhook(url, signers(alert, rule), message, deadline.atMost(TIMEOUT))))
                        .orElseGet(() -> notice.stopped("the rule has no webhook any more"));
            case TOPIC ->
                rule.map(Rule::toTopic).orElse(true)
                        ? after(notice, outlets.topic(message))
                        : notice.stopped("the rule does not publish any more");
        };
    }

    private List<Secret> signers(Alert alert, Optional<Rule> rule) {
        return rule.map(known -> outlets.secrets().of(known, clock.instant()))
                .orElseGet(() -> outlets.secrets().of(alert));
    }

    private Notice after(Notice notice, Reply reply) {
        Optional<Integer> status = reply.httpStatus().filter(code -> notice.channel() == Channel.WEBHOOK);
        return switch (Retries.after(notice.attempts(), reply, clock.instant(), random)) {
            case Next.Delivered delivered -> notice.ended(Status.DELIVERED, status, reply.error());
            case Next.Unwanted unwanted -> notice.ended(Status.STOPPED, status, reply.error());
            case Next.GivenUp givenUp -> notice.ended(Status.FAILED, status, reply.error());
            case Next.Again(var at) -> notice.retried(at, status, reply.error());
        };
    }
}
