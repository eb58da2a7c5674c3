package klinggateway.lifecycle;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobResult;
import klinggateway.job.JobStore;
import klinggateway.job.Pool;
import klinggateway.log.EventLog;

/** Logs the steps of a job's life between its beginning and its end, once they are written. */
public final class LoggedJobStore implements JobStore {

    private final JobStore jobs;
    private final EventLog log;

    public LoggedJobStore(JobStore jobs, EventLog log) {
        this.jobs = jobs;
        this.log = log;
    }

    @Override
    public Advance advance(Job read, Job next) {
        Advance advance = jobs.advance(read, next);
        if (advance instanceof Advance.Won(var written)) {
            JobLines.moved(read, written).ifPresent(log::write);
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
    public Optional<JobRequest> requestWithoutBody(Job job) {
        return jobs.requestWithoutBody(job);
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
