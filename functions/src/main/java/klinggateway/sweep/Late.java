package klinggateway.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import klinggateway.Steps;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.lifecycle.Deadline;
import klinggateway.lifecycle.Sync;

/**
 * Asks once more about jobs that took too long to wait for: an hour after they expired, six hours, then daily until day 30,
 * when Kling deletes what it made. What is learned replaces the expiry, and its estimate.
 */
final class Late {

    private static final int AT_ONCE = 100;
    private static final Duration ENOUGH_TIME = Duration.ofSeconds(75);
    private static final Duration SECOND_AFTER = Duration.ofHours(6);
    private static final Duration DAILY = Duration.ofDays(1);
    private static final Duration LAST = Duration.ofDays(30);

    private final JobStore jobs;
    private final Sync sync;
    private final InstantSource clock;

    Late(JobStore jobs, Sync sync, InstantSource clock) {
        this.jobs = jobs;
        this.sync = sync;
        this.clock = clock;
    }

    /** How many jobs Kling was asked about. */
    int ask(Deadline deadline, Steps steps) {
        AtomicInteger asked = new AtomicInteger();
        steps.run(() -> {
            for (Job job : jobs.findAll(jobs.late(clock.instant(), AT_ONCE))) {
                if (deadline.left().compareTo(ENOUGH_TIME) < 0) {
                    break;
                }
                steps.run(() -> {
                    if (ask(job, deadline)) {
                        asked.incrementAndGet();
                    }
                });
            }
        });
        return asked.get();
    }

    private boolean ask(Job job, Deadline deadline) {
        Instant now = clock.instant();
        // The index lags behind the rows.
        boolean isDue = job.polling().dueAt().filter(due -> !due.isAfter(now)).isPresent();
        if (job.state() != JobState.EXPIRED || !isDue) {
            return false;
        }
        Job current = sync.ask(job, deadline);
        if (current.state() == JobState.EXPIRED) {
            jobs.advance(current, current.askedInVain(next(current, now)));
        }
        return true;
    }

    private static Optional<Instant> next(Job job, Instant now) {
        Instant expiredAt = job.ending().map(Job.Ending::at).orElse(now);
        Instant next = now.isBefore(expiredAt.plus(SECOND_AFTER)) ? expiredAt.plus(SECOND_AFTER) : now.plus(DAILY);
        return Optional.of(next)
                .filter(moment -> moment.isBefore(job.createdAt().plus(LAST)));
    }
}
