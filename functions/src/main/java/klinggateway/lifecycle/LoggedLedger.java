package klinggateway.lifecycle;

import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore.Advance;
import klinggateway.log.EventLog;
import klinggateway.usage.UsageEntry;

/** Logs what is written to the ledger: jobs that are accepted, refused by a budget, ended and corrected. */
public final class LoggedLedger implements Ledger {

    private final Ledger ledger;
    private final EventLog log;

    public LoggedLedger(Ledger ledger, EventLog log) {
        this.ledger = ledger;
        this.log = log;
    }

    @Override
    public Acceptance accept(Job job, UsageEntry entry, Terms terms) {
        Acceptance acceptance = ledger.accept(job, entry, terms);
        switch (acceptance) {
            case Acceptance.Accepted() -> log.write(JobLines.accepted(job));
            case Acceptance.OverBudget(var budget) -> log.write(JobLines.refused(job, budget));
            case Acceptance.IdTaken _, Acceptance.Repeated _, Acceptance.ExternalIdTaken _, Acceptance.Alike _ -> {
                // Nothing has happened to any job.
            }
        }
        return acceptance;
    }

    @Override
    public Advance end(Job read, Job next, UsageEntry entry) {
        Advance advance = ledger.end(read, next, entry);
        if (advance instanceof Advance.Won(var written)) {
            JobLines.submitted(read, written).ifPresent(log::write);
            log.write(JobLines.ended(read, written));
        }
        return advance;
    }

    @Override
    public Advance correct(Job read, Job next, UsageEntry entry) {
        Advance advance = ledger.correct(read, next, entry);
        if (advance instanceof Advance.Won(var written)) {
            log.write(JobLines.corrected(read, written));
        }
        return advance;
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
