package klinggateway.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import klinggateway.Steps;
import klinggateway.job.DeliverQueue;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Deliveries;
import klinggateway.job.Delivery;
import klinggateway.lifecycle.Deadline;

/** Sends a message for each delivery that is due and has none: it was lost, its attempt died, or it was too far away for a queue. */
final class Undelivered {

    private static final int AT_ONCE = 1_000;
    private static final Duration ENOUGH_TIME = Duration.ofSeconds(20);

    /** A message that is on its way gets there by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Then the message counts as lost, too. */
    private static final Duration NEXT_LOOK = Duration.ofMinutes(2);

    private final Deliveries deliveries;
    private final DeliverQueue queue;
    private final InstantSource clock;

    Undelivered(Deliveries deliveries, DeliverQueue queue, InstantSource clock) {
        this.deliveries = deliveries;
        this.queue = queue;
        this.clock = clock;
    }

    /** How many messages were sent. */
    int reissue(Deadline deadline, Steps steps) {
        AtomicInteger reissued = new AtomicInteger();
        steps.run(() -> {
            Instant dueBy = clock.instant().minus(PATIENCE);
            for (Delivery.Name name : deliveries.due(dueBy, AT_ONCE)) {
                if (deadline.left().compareTo(ENOUGH_TIME) < 0) {
                    break;
                }
                steps.run(() -> {
                    if (reissue(name, dueBy)) {
                        reissued.incrementAndGet();
                    }
                });
            }
        });
        return reissued.get();
    }

    private boolean reissue(Delivery.Name name, Instant dueBy) {
        // The index lags behind the items.
        Optional<Delivery> due = deliveries
                .find(name.job(), name.event())
                .filter(delivery ->
                        delivery.dueAt().filter(at -> !at.isAfter(dueBy)).isPresent());
        if (due.isEmpty()
                || !deliveries.replace(
                        due.get(), due.get().reissued(clock.instant().plus(NEXT_LOOK)))) {
            return false;
        }
        queue.send(Message.of(due.get()), Duration.ZERO);
        return true;
    }
}
