package klinggateway.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import klinggateway.Steps;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.JobStore.Advance;
import klinggateway.job.PollQueue;
import klinggateway.job.PollQueue.Message.Poll;
import klinggateway.lifecycle.Deadline;
import klinggateway.lifecycle.PollTimes;

/** Gives each job a new chain of poll messages whose old one has not ended it in time. */
final class Overdue {

    private static final int AT_ONCE = 1_000;
    private static final Duration ENOUGH_TIME = Duration.ofSeconds(20);

    private final JobStore jobs;
    private final PollQueue queue;
    private final InstantSource clock;

    Overdue(JobStore jobs, PollQueue queue, InstantSource clock) {
        this.jobs = jobs;
        this.queue = queue;
        this.clock = clock;
    }

    /** Takes over what was due by {@code dueBy}; how many jobs that were. */
    int reissue(Instant dueBy, Deadline deadline, Steps steps) {
        AtomicInteger reissued = new AtomicInteger();
        steps.run(() -> {
            List<JobId> ids = jobs.overdue(dueBy, AT_ONCE);
            for (Job job : jobs.findAll(ids)) {
                if (deadline.left().compareTo(ENOUGH_TIME) < 0) {
                    break;
                }
                steps.run(() -> {
                    if (reissue(job, dueBy)) {
                        reissued.incrementAndGet();
                    }
                });
            }
        });
        return reissued.get();
    }

    private boolean reissue(Job job, Instant dueBy) {
        // The index lags behind the rows.
        boolean isDue = job.polling().dueAt().filter(due -> !due.isAfter(dueBy)).isPresent();
        if (!isDue || job.state().isEnded() || job.state() == JobState.QUEUED) {
            return false;
        }
        Job next = job.polled(clock.instant().plus(PollTimes.overdue(job)));
        if (jobs.advance(job, next) instanceof Advance.Won(var written)) {
            queue.send(new Poll(written.id(), written.polling().sequence(), 0), Duration.ZERO);
            return true;
        }
        return false;
    }
}
