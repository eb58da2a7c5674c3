package klinggateway.job;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where jobs are kept. All reads of a single job are strongly consistent; the lists are not. */
public interface JobStore {

    Optional<Job> find(JobId id);

    /** The jobs among {@code ids} that exist, in no particular order. */
    List<Job> findAll(Collection<JobId> ids);

    /**
     * Writes {@code next} over {@code read} unless somebody has written the row since it was read.
     *
     * @return {@code next} as written, or the row as it is
     */
    Advance advance(Job read, Job next);

    /** Stores what is needed to send the job. Must be done before the job itself is accepted. */
    void putRequest(Job job, JobRequest request);

    Optional<JobRequest> request(Job job);

    /** The same with an empty body: one read, and there as long as the job, while the body is kept for days only. */
    Optional<JobRequest> requestWithoutBody(Job job);

    /** Stores what Kling made of the job. Must be done before the job is ended. */
    void putResult(JobId id, JobResult result);

    Optional<JobResult> result(JobId id);

    /**
     * A key's jobs, newest first.
     *
     * @param before only jobs that sort before this one; empty for the newest
     */
    List<JobId> ofKey(String keyId, Optional<Cursor> before, int limit);

    /** The jobs that wait for a slot of {@code pool}, the fair next one first. */
    List<JobId> queued(Pool pool, int limit);

    /** The jobs at Kling which the sweep should have looked after by {@code now}, the longest overdue first. */
    List<JobId> overdue(Instant now, int limit);

    /** The expired jobs that Kling should be asked about once more by {@code now}, the longest due first. */
    List<JobId> late(Instant now, int limit);

    /** A place in a key's list of jobs. */
    record Cursor(Instant createdAt, JobId id) {}

    /** How a conditional write went. */
    sealed interface Advance {
        record Won(Job written) implements Advance {}

        /** Somebody else was first; {@code current} is the row as it is now. */
        record Lost(Job current) implements Advance {}
    }
}
