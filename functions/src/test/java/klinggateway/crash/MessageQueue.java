package klinggateway.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import klinggateway.VirtualTime;
import klinggateway.job.Job;
import klinggateway.job.PollQueue;

/** SQS on virtual time: what was received comes again unless it is deleted, and after some times it is given up. */
final class MessageQueue implements PollQueue {

    /** As in the template. */
    private static final Duration HIDDEN = Duration.ofMinutes(12);

    private static final int RECEIVES = 5;

    private final VirtualTime time;
    private final List<Kept> kept = new ArrayList<>();
    private int sent;

    MessageQueue(VirtualTime time) {
        this.time = time;
    }

    /** A message in the queue, which is there from {@code due}. */
    record Kept(String id, Message message, Instant due, int receives) {}

    @Override
    public synchronized void send(Message message, Duration delay) {
        kept.add(new Kept("message-" + sent++, message, time.instant().plus(delay), 0));
    }

    @Override
    public List<Message> sendAll(List<Delayed> messages) {
        messages.forEach(delayed -> send(delayed.message(), delayed.delay()));
        return List.of();
    }

    /**
     * Takes what is due and hides it, about one job at most: more of them would be worked on at once, so that no run was like
     * another.
     */
    synchronized List<Kept> receive() {
        List<Kept> batch = new ArrayList<>();
        kept.stream()
                .filter(message -> !message.due().isAfter(time.instant()))
                .sorted(Comparator.comparing(Kept::due))
                .filter(message -> batch.stream().allMatch(other -> goTogether(message, other)))
                .forEach(batch::add);
        for (Kept message : batch) {
            kept.remove(message);
            if (message.receives() + 1 < RECEIVES) {
                Instant again = time.instant().plus(HIDDEN);
                kept.add(new Kept(message.id(), message.message(), again, message.receives() + 1));
            }
        }
        return batch;
    }

    private static boolean goTogether(Kept a, Kept b) {
        return !(a.message() instanceof Message.Poll one
                && b.message() instanceof Message.Poll other
                && !one.job().equals(other.job()));
    }

    /** Everything that is due is there once more. */
    synchronized void duplicate() {
        kept.stream()
                .filter(message -> !message.due().isAfter(time.instant()))
                .toList()
                .forEach(message -> send(message.message(), Duration.ZERO));
    }

    synchronized void delete(String id) {
        kept.removeIf(message -> message.id().equals(id));
    }

    /** How many messages there are that will make the gateway ask about this job. */
    synchronized long live(Job job) {
        return kept.stream()
                .filter(message -> message.message() instanceof Message.Poll poll
                        && poll.job().equals(job.id())
                        && poll.sequence() == job.polling().sequence())
                .count();
    }

    synchronized Optional<Instant> nextDue() {
        return kept.stream().map(Kept::due).min(Comparator.naturalOrder());
    }

    synchronized boolean isEmpty() {
        return kept.isEmpty();
    }

    synchronized void lose() {
        kept.clear();
    }
}
