package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.kling.Kling.Finding;

/** Asks Kling about what a caller wants to know now, unless nobody can know more or somebody in this sandbox has just asked. */
public final class Refresh {

    /** When Kling is slower than this, the caller gets what is known. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Sync sync;
    private final LastAsked lastAsked = new LastAsked();
    private final InstantSource clock;

    public Refresh(Sync sync, InstantSource clock) {
        this.sync = sync;
        this.clock = clock;
    }

    /** The job as it is known after that. */
    public Job refreshed(Job job, Deadline deadline) {
        return refreshed(List.of(job), deadline).getFirst();
    }

    /** The same for several, in their order; Kling is asked once for all of them where it lets itself be. */
    public List<Job> refreshed(List<Job> jobs, Deadline deadline) {
        List<Job> open = jobs.stream().filter(this::mayAsk).toList();
        if (open.isEmpty()) {
            return jobs;
        }
        Map<JobId, Finding> findings = sync.find(open, deadline.within(PATIENCE));
        List<Job> refreshed = new ArrayList<>();
        for (Job job : jobs) {
            refreshed.add(
                    findings.containsKey(job.id())
                            ? sync.apply(job, Objects.requireNonNull(findings.get(job.id())))
                            : job);
        }
        return refreshed;
    }

    /** When what is known of the job was last confirmed. */
    public Instant lastAsked(Job job) {
        return lastAsked.of(job);
    }

    private boolean mayAsk(Job job) {
        return !job.state().isEnded() && job.sending().ever() && lastAsked.mayAsk(job.id(), clock.instant());
    }
}
