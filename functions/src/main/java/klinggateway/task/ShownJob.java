package klinggateway.task;

import java.time.Instant;
import java.util.Optional;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobResult;
import klinggateway.job.Upstream;

/**
 * A job with all that is shown of it.
 *
 * @param result what Kling made of it, once it has succeeded
 */
public record ShownJob(Job job, Extras extras, Optional<JobResult> result) {

    /** When it was ordered. Kling's task is younger if it had to wait; its caller does not see that. */
    Instant createdAt() {
        return job.createdAt();
    }

    /** When it last changed, as far as a caller can see. */
    Instant updatedAt() {
        Optional<Instant> ended =
                job.ending().map(ending -> ending.completedAt().orElse(ending.at()));
        Instant changed = ended.or(() -> job.task().map(Job.Task::createdAt)).orElse(job.createdAt());
        return changed.isBefore(job.createdAt()) ? job.createdAt() : changed;
    }

    /** Why it failed, in Kling's words where it gave any; else empty. */
    String message() {
        Optional<Failure> failure = hasEnded() ? job.ending().flatMap(Job.Ending::failure) : Optional.empty();
        return failure.map(why -> why.upstream().flatMap(Upstream::message).orElse(why.message()))
                .orElse("");
    }

    TaskStatus status() {
        return TaskStatus.of(job.state());
    }

    /** Whether there is nothing more to wait for. */
    boolean hasEnded() {
        return status().isFinal();
    }
}
