package klinggateway.lifecycle;

import klinggateway.job.Charge;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.Job.Ending;
import klinggateway.job.JobStore.Advance;
import klinggateway.usage.Status;
import klinggateway.usage.UsageEntry;

/**
 * CORRECT: what a job really cost, written once after it has ended at its estimate. The write is conditional on the row that was
 * read, which was not settled, so whoever comes second is told that it is.
 */
public final class Correct {

    private final Ledger ledger;

    public Correct(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes the charge over the estimate, with the difference in the ledger and in the budgets of the job's own period.
     *
     * @throws IllegalStateException if the job has not ended, or is settled
     */
    public Advance correct(Job job, Charge owed) {
        Job next = job.corrected(owed);
        if (job.charge().settled()) {
            throw new IllegalStateException(job.id() + " is settled");
        }
        return ledger.correct(
                job,
                next,
                UsageEntry.corrected(
                        job.keyId(),
                        job.id(),
                        job.order(),
                        job.quote().microUsd(),
                        Status.ofWord(job.state().word()),
                        job.charge(),
                        owed,
                        job.ending().flatMap(Ending::failure).map(Failure::errorClass),
                        job.duplicateOf().isPresent()));
    }
}
