package klinggateway.lifecycle;

import klinggateway.job.Job;
import klinggateway.job.JobStore;
import klinggateway.usage.UsageEntry;

/** The two transactions of a job's life: each writes the job and what it costs together, or neither. */
public interface Ledger {

    /** ACCEPT: the new job and its estimate. */
    Acceptance accept(Job job, UsageEntry entry);

    /** END: {@code next} over {@code read}, as {@link JobStore#advance} does, and what changes in its cost. */
    JobStore.Advance end(Job read, Job next, UsageEntry entry);

    /** How an acceptance went. */
    enum Acceptance {
        ACCEPTED,
        /** The id belongs to another job; try again with a new one. */
        ID_TAKEN
    }
}
