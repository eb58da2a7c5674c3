package klinggateway.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import klinggateway.job.Job;
import klinggateway.job.JobStore;

/**
 * Lets a caller wait for a job by reading its row again: Kling is asked no more often because somebody waits. A function that
 * waits costs as much as one that works, so nobody waits for long.
 */
public final class Waiting {

    /** Ten seconds of a function cost more than all else that is done for a job. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final JobStore jobs;
    private final Sleep sleep;

    /** Lets time pass. */
    @FunctionalInterface
    public interface Sleep {
        void pass(Duration time) throws InterruptedException;
    }

    public Waiting(JobStore jobs, Sleep sleep) {
        this.jobs = jobs;
        this.sleep = sleep;
    }

    /** The job as soon as it has ended, or as it is when the time is up. */
    public Job untilEnded(Job job, Duration most, Deadline deadline) {
        return until(current -> current.state().isEnded(), job, most, deadline);
    }

    /** The job as soon as it is as {@code isEnough} has it, or as it is when the time is up. */
    public Job until(Predicate<Job> isEnough, Job job, Duration most, Deadline deadline) {
        Deadline end = deadline.within(most);
        Job current = job;
        while (!isEnough.test(current) && end.left().isPositive()) {
            if (!passes(end.atMost(PAUSE))) {
                return current;
            }
            Optional<Job> read = jobs.find(job.id());
            if (read.isEmpty()) {
                return current;
            }
            current = read.get();
        }
        return current;
    }

    private boolean passes(Duration time) {
        try {
            sleep.pass(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
