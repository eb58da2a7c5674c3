package klinggateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import klinggateway.job.DeliverQueue;

/** A queue of deliveries on virtual time: a message is there once its delay has passed. */
public final class VirtualDeliverQueue implements DeliverQueue {

    private final VirtualTime time;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Message message, Instant due) {}

    VirtualDeliverQueue(VirtualTime time) {
        this.time = time;
    }

    @Override
    public synchronized void send(Message message, Duration delay) {
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("SQS does not take a delay of " + delay);
        }
        waiting.add(new Waiting(message, time.instant().plus(delay)));
    }

    /** Takes all messages that are due. */
    public synchronized List<Message> receive() {
        List<Message> due = waiting.stream()
                .filter(message -> !message.due.isAfter(time.instant()))
                .sorted(Comparator.comparing(Waiting::due))
                .map(Waiting::message)
                .toList();
        waiting.removeIf(message -> !message.due.isAfter(time.instant()));
        return due;
    }

    /** When the next message will be due. */
    public synchronized Optional<Instant> nextDue() {
        return waiting.stream().map(Waiting::due).min(Comparator.naturalOrder());
    }

    /** Loses all messages. */
    public synchronized void lose() {
        waiting.clear();
    }
}
