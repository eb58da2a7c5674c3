package klinggateway.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import klinggateway.job.DeliverQueue;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore.Advance;
import klinggateway.usage.UsageEntry;

/**
 * Has the webhook of a job that has ended called at once. That it will be called was written with the end; if no message can be
 * sent, the sweep finds it.
 */
public final class TellingLedger implements Ledger {

    private final Ledger ledger;
    private final DeliverQueue queue;
    private final Consumer<RuntimeException> report;

    /** @param report is told what went wrong, which is nobody's problem but costs a minute */
    public TellingLedger(Ledger ledger, DeliverQueue queue, Consumer<RuntimeException> report) {
        this.ledger = ledger;
        this.queue = queue;
        this.report = report;
    }

    @Override
    public Advance end(Job read, Job next, UsageEntry entry) {
        Advance advance = ledger.end(read, next, entry);
        if (advance instanceof Advance.Won(var written) && written.isTold()) {
            try {
                queue.send(new Message(written.id(), written.state(), 0), Duration.ZERO);
            } catch (RuntimeException e) {
                report.accept(e);
            }
        }
        return advance;
    }

    @Override
    public Acceptance accept(Job job, UsageEntry entry, Terms terms) {
        return ledger.accept(job, entry, terms);
    }

    @Override
    public Advance correct(Job read, Job next, UsageEntry entry) {
        return ledger.correct(read, next, entry);
    }

    @Override
    public Optional<Acceptance.Repeated> repeated(String keyId, String repeatKey) {
        return ledger.repeated(keyId, repeatKey);
    }

    @Override
    public Optional<JobId> named(String keyId, String externalId) {
        return ledger.named(keyId, externalId);
    }
}
