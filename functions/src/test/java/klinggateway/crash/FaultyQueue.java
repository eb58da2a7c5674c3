package klinggateway.crash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import klinggateway.job.PollQueue;

/** A poll queue to which what the plan says happens. */
final class FaultyQueue implements PollQueue {

    private final PollQueue real;
    private final Sandbox sandbox;

    FaultyQueue(PollQueue real, Sandbox sandbox) {
        this.real = real;
        this.sandbox = sandbox;
    }

    @Override
    public void send(Message message, Duration delay) {
        request("send " + message.text(), () -> {
            real.send(message, delay);
            return true;
        });
    }

    @Override
    public List<Message> sendAll(List<Delayed> messages) {
        return messages.isEmpty() ? List.of() : request("sendAll", () -> real.sendAll(messages));
    }

    private <T> T request(String name, Supplier<T> send) {
        Optional<Fault> fault = sandbox.begin("queue " + name);
        if (fault.filter(Fault.THROTTLED::equals).isPresent()) {
            throw new IllegalStateException("the queue takes nothing now");
        }
        T answer = send.get();
        if (fault.filter(Fault.REPEATED::equals).isPresent()) {
            answer = send.get();
        }
        sandbox.end(fault);
        if (fault.filter(Fault.LOST_ANSWER::equals).isPresent()) {
            throw new IllegalStateException("no answer of the queue's arrived");
        }
        return answer;
    }
}
