package klinggateway.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.job.DeliverQueue;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Deliveries;
import klinggateway.job.Delivery;
import klinggateway.job.Delivery.Attempt;
import klinggateway.job.Delivery.Status;
import klinggateway.job.Job;
import klinggateway.job.JobStore;
import klinggateway.log.EventLog;
import klinggateway.webhook.Courier;
import klinggateway.webhook.Courier.Letter;
import klinggateway.webhook.Courier.Reply;
import klinggateway.webhook.Retries;
import klinggateway.webhook.Retries.Next;
import klinggateway.webhook.WebhookTargets;

/**
 * Makes an attempt at a delivery, once for each message that is not out of date. A crash before its end leaves the lease, after
 * which the sweep has the same attempt made again.
 */
final class Attempts {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** Longer than the function runs. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private final Deliveries deliveries;
    private final JobStore jobs;
    private final Envelopes envelopes;
    private final WebhookTargets targets;
    private final Courier courier;
    private final DeliverQueue queue;
    private final EventLog log;
    private final InstantSource clock;
    private final RandomGenerator random;

    Attempts(
            Deliveries deliveries,
            JobStore jobs,
            Envelopes envelopes,
            WebhookTargets targets,
            Courier courier,
            DeliverQueue queue,
            EventLog log,
            InstantSource clock,
            RandomGenerator random) {
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.envelopes = envelopes;
        this.targets = targets;
        this.courier = courier;
        this.queue = queue;
        this.log = log;
        this.clock = clock;
        this.random = random;
    }

    /** What the message asks for, unless it has been done, is being done, or is not wanted any more. */
    void attempt(Message message) {
        Optional<Delivery> waiting = deliveries
                .find(message.job(), message.event())
                .filter(delivery -> delivery.awaits(message.attempt(), clock.instant()));
        Optional<Job> job = waiting.flatMap(delivery -> jobs.find(delivery.job()));
        if (job.isPresent()) {
            attempt(waiting.get(), job.get());
        }
    }

    private void attempt(Delivery delivery, Job job) {
        if (job.state() != delivery.event()) {
            // Receivers would see the job go backwards.
            deliveries.replace(delivery, delivery.overtaken());
            return;
        }
        // All that may fail for a reason of the gateway's own comes first: it costs none of the attempts.
        Optional<Letter> letter = envelopes.write(delivery, job, clock.instant());
        Delivery begun = delivery.begun(clock.instant().plus(LEASE));
        if (letter.isEmpty() || !deliveries.replace(delivery, begun)) {
            return;
        }
        Instant sent = clock.instant();
        Reply reply = targets.refusal(letter.get().url())
                .<Reply>map(reason -> new Reply.Unanswered("the URL " + reason))
                .orElseGet(() -> courier.send(letter.get(), TIMEOUT));
        Instant now = clock.instant();
        Delivery after = after(begun, reply, now);
        if (deliveries.replace(begun, after)) {
            log.write(DeliveryLines.attempted(job, after, Duration.between(sent, now)));
            sendNext(after, now);
        }
    }

    private Delivery after(Delivery begun, Reply reply, Instant now) {
        Attempt attempt = new Attempt(now, reply.httpStatus(), reply.error());
        return switch (Retries.after(begun.attempts(), reply, now, random)) {
            case Next.Delivered delivered -> begun.ended(Status.DELIVERED, attempt);
            case Next.Unwanted unwanted -> begun.ended(Status.STOPPED, attempt);
            case Next.GivenUp givenUp -> begun.ended(Status.FAILED, attempt);
            case Next.Again(var at) -> begun.retried(attempt, at);
        };
    }

    private void sendNext(Delivery delivery, Instant now) {
        delivery.dueAt()
                .filter(due -> delivery.status() == Status.PENDING)
                .map(due -> Duration.between(now, due))
                .filter(delay -> delay.compareTo(DeliverQueue.LONGEST_DELAY) <= 0)
                .ifPresent(delay -> queue.send(Message.of(delivery), delay));
    }
}
