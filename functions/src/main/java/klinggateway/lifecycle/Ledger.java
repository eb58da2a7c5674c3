package klinggateway.lifecycle;

import java.util.Optional;
import klinggateway.job.Budget;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;
import klinggateway.usage.UsageEntry;

/** The transactions of a job's life: each writes the job, what it costs and its key's budgets together, or none. */
public interface Ledger {

    /** ACCEPT: the new job and its estimate, if its key's budgets have room for it and the order has not come before. */
    Acceptance accept(Job job, UsageEntry entry, Terms terms);

    /** END: {@code next} over {@code read}, as {@link JobStore#advance} does, and what changes in its cost. */
    JobStore.Advance end(Job read, Job next, UsageEntry entry);

    /** CORRECT: the same for a job that has ended before, and of which only the charge changes. */
    JobStore.Advance correct(Job read, Job next, UsageEntry entry);

    /** The job that an order with this name has become, if it came before. */
    Optional<Acceptance.Repeated> repeated(String keyId, String repeatKey);

    /** The job that its caller has given this id. */
    Optional<JobId> named(String keyId, String externalId);

    /** How an acceptance went. */
    sealed interface Acceptance {

        record Accepted() implements Acceptance {}

        /** The id belongs to another job; try again with a new one. */
        record IdTaken() implements Acceptance {}

        /** An order of this name has become a job already, from a body with this hash. */
        record Repeated(JobId job, String bodyHash) implements Acceptance {}

        /** Another job of the key has the caller's own id. */
        record ExternalIdTaken(JobId job) implements Acceptance {}

        /** A like order of the key has become this job within the time before this one. */
        record Alike(JobId job) implements Acceptance {}

        /** There is not enough left of this budget. */
        record OverBudget(Budget budget) implements Acceptance {}
    }
}
