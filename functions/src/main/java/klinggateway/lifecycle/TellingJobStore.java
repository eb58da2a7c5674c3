package klinggateway.lifecycle;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import klinggateway.job.DeliverQueue;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Deliveries;
import klinggateway.job.Delivery;
import klinggateway.job.Job;
import klinggateway.job.JobStore;

/**
 * Has the webhook of a job called that has got on without ending. Best effort: it is written after the step itself, so a crash
 * in between loses it, and what is late is dropped once the job has moved on.
 */
public final class TellingJobStore extends PassingJobStore {

    private final Deliveries deliveries;
    private final DeliverQueue queue;
    private final InstantSource clock;
    private final Consumer<RuntimeException> report;

    /** @param report is told what went wrong, which must not keep the job from getting on */
    public TellingJobStore(
            JobStore jobs,
            Deliveries deliveries,
            DeliverQueue queue,
            InstantSource clock,
            Consumer<RuntimeException> report) {
        super(jobs);
        this.deliveries = deliveries;
        this.queue = queue;
        this.clock = clock;
        this.report = report;
    }

    @Override
    public Advance advance(Job read, Job next) {
        Advance advance = super.advance(read, next);
        if (advance instanceof Advance.Won(var written) && written.state() != read.state() && written.isTold()) {
            try {
                deliveries.add(Delivery.of(written, clock.instant()));
                queue.send(new Message(written.id(), written.state(), 0), Duration.ZERO);
            } catch (RuntimeException e) {
                report.accept(e);
            }
        }
        return advance;
    }
}
