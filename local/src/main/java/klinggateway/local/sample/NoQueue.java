package klinggateway.local.sample;

import java.time.Duration;
import java.util.List;
import klinggateway.job.PollQueue;

/** A queue that forgets: whoever lives through a job's past looks after it himself. */
final class NoQueue implements PollQueue {

    @Override
    public void send(Message message, Duration delay) {}

    @Override
    public List<Message> sendAll(List<Delayed> messages) {
        return List.of();
    }
}
