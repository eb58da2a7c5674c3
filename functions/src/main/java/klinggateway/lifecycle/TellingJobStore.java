package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import klinggateway.job.DeliverQueue;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Deliveries;
import klinggateway.job.Delivery;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobResult;
import klinggateway.job.JobStore;
import klinggateway.job.Pool;

/**
 * Has the webhook of a job called that has got on without ending. Best effort: it is written after the step itself, so a crash
 * in between loses it, and what is late is dropped once the job has moved on.
 */
public final class TellingJobStore implements JobStore {

    private final JobStore jobs;
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
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.queue = queue;
        this.clock = clock;
        this.report = report;
    }

    @Override
    public Advance advance(Job read, Job next) {
        Advance advance = jobs.advance(read, next);
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

    @Override
    public Optional<Job> find(JobId id) {
        return jobs.find(id);
    }

    @Override
    public List<Job> findAll(Collection<JobId> ids) {
        return jobs.findAll(ids);
    }

    @Override
    public void putRequest(Job job, JobRequest request) {
        jobs.putRequest(job, request);
    }

    @Override
    public Optional<JobRequest> request(Job job) {
        return jobs.request(job);
    }

    @Override
    public Optional<JobRequest.Extras> extras(Job job) {
        return jobs.extras(job);
    }

    @Override
    public void putExtras(Job job, JobRequest.Extras extras) {
        jobs.putExtras(job, extras);
    }

    @Override
    public void putResult(JobId id, JobResult result) {
        jobs.putResult(id, result);
    }

    @Override
    public Optional<JobResult> result(JobId id) {
        return jobs.result(id);
    }

    @Override
    public List<JobId> ofKeyOldestFirst(String keyId, Optional<Cursor> after, int limit) {
        return jobs.ofKeyOldestFirst(keyId, after, limit);
    }

    @Override
    public List<JobId> ofKey(String keyId, Optional<Cursor> before, int limit) {
        return jobs.ofKey(keyId, before, limit);
    }

    @Override
    public List<JobId> queued(Pool pool, int limit) {
        return jobs.queued(pool, limit);
    }

    @Override
    public List<JobId> overdue(Instant now, int limit) {
        return jobs.overdue(now, limit);
    }

    @Override
    public List<JobId> late(Instant now, int limit) {
        return jobs.late(now, limit);
    }
}
