package klinggateway.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    int reissue(Instant dueBy, Deadline deadline) {
        Instant now = clock.instant();
        int reissued = 0;
        List<JobId> ids = jobs.overdue(dueBy, AT_ONCE);
        for (Job job : jobs.findAll(ids)) {
            if (deadline.left().compareTo(ENOUGH_TIME) < 0) {
                break;
            }
            // The index lags behind the rows.
            boolean isDue =
                    job.polling().dueAt().filter(due -> !due.isAfter(dueBy)).isPresent();
            if (isDue && !job.state().isEnded() && job.state() != JobState.QUEUED) {
                Job next = job.polled(now.plus(PollTimes.overdue(job)));
                if (jobs.advance(job, next) instanceof Advance.Won(var written)) {
                    queue.send(new Poll(written.id(), written.polling().sequence(), 0), Duration.ZERO);
                    reissued++;
                }
            }
        }
        return reissued;
    }
}
