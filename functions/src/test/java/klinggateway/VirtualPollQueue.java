package klinggateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import klinggateway.job.PollQueue;

/** A poll queue on virtual time: a message is there once its delay has passed. */
public final class VirtualPollQueue implements PollQueue {

    private final VirtualTime time;
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Message message, Instant due) {}

    VirtualPollQueue(VirtualTime time) {
        this.time = time;
    }

    @Override
    public synchronized void send(Message message, Duration delay) {
        waiting.add(new Waiting(message, time.instant().plus(delay)));
    }

    @Override
    public List<Message> sendAll(List<Delayed> messages) {
        messages.forEach(delayed -> send(delayed.message(), delayed.delay()));
        return List.of();
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

    /** All messages are lost, as in a crash of a queue that keeps nothing. */
    public synchronized void lose() {
        waiting.clear();
    }
}
