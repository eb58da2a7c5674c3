package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.Job.Task;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.JobStore.Advance;
import klinggateway.job.PollQueue;
import klinggateway.job.Slots;
import klinggateway.kling.Kling;
import klinggateway.kling.Kling.Finding;
import klinggateway.kling.KlingTask;

/** SYNC: asks Kling about jobs and writes down what is new. Shared by status, poll, sweep and callback. */
public final class Sync {

    private static final Duration STOP_WAITING = Duration.ofHours(24);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(60);

    private final JobStore jobs;
    private final Kling kling;
    private final End end;
    private final Finish finish;
    private final InstantSource clock;

    public Sync(JobStore jobs, Ledger ledger, Slots slots, PollQueue queue, Kling kling, InstantSource clock) {
        this.jobs = jobs;
        this.kling = kling;
        this.end = new End(ledger, slots, queue, clock);
        this.finish = new Finish(jobs, kling, end, clock);
        this.clock = clock;
    }

    /** What Kling says about each of these jobs, which were all sent and have not ended. */
    public Map<JobId, Finding> find(List<Job> open, Deadline deadline) {
        Map<JobId, Kling.Lookup> lookups = new LinkedHashMap<>();
        Map<JobId, Finding> byJob = new LinkedHashMap<>();
        for (Job job : open) {
            if (job.task().isEmpty() && !job.endpoint().takesExternalId()) {
                // There is nothing to ask for it by.
                byJob.put(job.id(), new Finding.NotFound());
            } else {
                lookups.put(job.id(), lookup(job));
            }
        }
        Map<Kling.Lookup, Finding> findings = kling.find(List.copyOf(lookups.values()), deadline.atMost(QUERY_TIMEOUT));
        lookups.forEach((id, lookup) -> byJob.put(id, Objects.requireNonNull(findings.get(lookup))));
        return byJob;
    }

    /** The job after Kling was asked about it alone. */
    public Job ask(Job open, Deadline deadline) {
        Finding finding = find(List.of(open), deadline).get(open.id());
        return apply(open, Objects.requireNonNull(finding));
    }

    private static Kling.Lookup lookup(Job job) {
        return job.task()
                .<Kling.Lookup>map(task ->
                        new Kling.Lookup.ById(Send.subject(job), job.endpoint().path(), task.id()))
                .orElseGet(() -> new Kling.Lookup.ByExternalId(
                        Send.subject(job), job.endpoint().path(), job.id().text()));
    }

    /** Writes down what is new in what Kling says about the job. */
    public Job apply(Job job, Finding finding) {
        return switch (finding) {
            case Finding.Found(var task) -> expiredIfTooOld(apply(job, task));
            case Finding.NotFound() when job.task().isEmpty() -> neverArrived(job);
            case Finding.NotFound() -> expiredIfTooOld(job);
            case Finding.Unavailable(var error) -> expiredIfTooOld(job);
        };
    }

    private Job apply(Job job, KlingTask task) {
        return switch (task.status()) {
            case SUBMITTED -> advance(job, JobState.Event.SUBMIT, task);
            case PROCESSING -> advance(job, JobState.Event.PROCESS, task);
            case SUCCEEDED, FAILED -> finish.finish(job, task);
            // A word nobody has seen before: slow is not failed, so the job stays open.
            case UNKNOWN -> job;
        };
    }

    /**
     * Kling has no task for the job, so there is nothing to wait for: whoever looks after it sends it again or gives up, however
     * late that is. If it has expired while Kling could not be asked, it ends now, and costs nothing.
     */
    private Job neverArrived(Job job) {
        return job.state() == JobState.EXPIRED && job.endpoint().takesExternalId()
                ? end.endUntouched(job, End.Outcome.failed(Failures.neverArrived(), Charge.NONE))
                : job;
    }

    private Job advance(Job job, JobState.Event event, KlingTask task) {
        Task made = finish.made(task);
        Job current = job;
        while (current.can(event)) {
            Job next = event == JobState.Event.SUBMIT ? current.submitted(made) : current.processing(made);
            switch (jobs.advance(current, next)) {
                case Advance.Won(var written) -> {
                    return written;
                }
                case Advance.Lost(var other) -> current = other;
            }
        }
        return current;
    }

    private Job expiredIfTooOld(Job job) {
        Instant now = clock.instant();
        boolean tooOld = job.sending()
                .firstAt()
                .filter(first -> first.plus(STOP_WAITING).isBefore(now))
                .isPresent();
        if (!tooOld || !job.can(JobState.Event.EXPIRE)) {
            return job;
        }
        return end.end(
                job,
                new End.Outcome(
                        JobState.Event.EXPIRE,
                        job.task(),
                        Optional.empty(),
                        Optional.empty(),
                        job.quote().estimate(),
                        Optional.of(Failures.tookTooLong())));
    }
}
