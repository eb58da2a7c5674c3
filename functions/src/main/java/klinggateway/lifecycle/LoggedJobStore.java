package klinggateway.lifecycle;

import klinggateway.job.Job;
import klinggateway.job.JobStore;
import klinggateway.log.EventLog;

/** Logs the steps of a job's life between its beginning and its end, once they are written. */
public final class LoggedJobStore extends PassingJobStore {

    private final EventLog log;

    public LoggedJobStore(JobStore jobs, EventLog log) {
        super(jobs);
        this.log = log;
    }

    @Override
    public Advance advance(Job read, Job next) {
        Advance advance = super.advance(read, next);
        if (advance instanceof Advance.Won(var written)) {
            JobLines.moved(read, written).ifPresent(log::write);
        }
        return advance;
    }
}
