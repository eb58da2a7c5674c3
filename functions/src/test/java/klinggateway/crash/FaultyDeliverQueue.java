package klinggateway.crash;

import java.time.Duration;
import java.util.Optional;
import klinggateway.job.DeliverQueue;

/** A queue of deliveries to which what the plan says happens. */
final class FaultyDeliverQueue implements DeliverQueue {

    private final DeliverQueue real;
    private final Sandbox sandbox;

    FaultyDeliverQueue(DeliverQueue real, Sandbox sandbox) {
        this.real = real;
        this.sandbox = sandbox;
    }

    @Override
    public void send(Message message, Duration delay) {
        Optional<Fault> fault = sandbox.begin("queue send " + message.text());
        if (fault.filter(Fault.THROTTLED::equals).isPresent()) {
            throw new IllegalStateException("the queue takes nothing now");
        }
        real.send(message, delay);
        if (fault.filter(Fault.REPEATED::equals).isPresent()) {
            real.send(message, delay);
        }
        sandbox.end(fault);
        if (fault.filter(Fault.LOST_ANSWER::equals).isPresent()) {
            throw new IllegalStateException("no answer of the queue's arrived");
        }
    }
}
