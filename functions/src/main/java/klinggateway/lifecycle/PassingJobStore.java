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

/** Passes on to another store all but the steps of jobs, which are what there is to do something about. */
abstract class PassingJobStore implements JobStore {

    private final JobStore jobs;

    PassingJobStore(JobStore jobs) {
        this.jobs = jobs;
    }

    @Override
    public Advance advance(Job read, Job next) {
        return jobs.advance(read, next);
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
    public List<JobId> ofKey(String keyId, Optional<Cursor> before, int limit) {
        return jobs.ofKey(keyId, before, limit);
    }

    @Override
    public List<JobId> ofKeyOldestFirst(String keyId, Optional<Cursor> after, int limit) {
        return jobs.ofKeyOldestFirst(keyId, after, limit);
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
