package klinggateway.lifecycle;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import klinggateway.job.Job;
import klinggateway.job.Job.Task;
import klinggateway.job.JobResult;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.kling.Kling;
import klinggateway.kling.KlingTask;

/** Ends a job as its task at Kling has ended, whether Kling was asked for it or answered at once. */
final class Finish {

    private static final Duration FILE_SIZE_TIMEOUT = Duration.ofSeconds(2);

    private final JobStore jobs;
    private final Kling kling;
    private final End end;
    private final InstantSource clock;

    Finish(JobStore jobs, Kling kling, End end, InstantSource clock) {
        this.jobs = jobs;
        this.kling = kling;
        this.end = end;
        this.clock = clock;
    }

    /** The job after its task has succeeded or failed. */
    Job finish(Job job, KlingTask task) {
        boolean succeeded = task.status() == KlingTask.Status.SUCCEEDED;
        if (succeeded && job.can(JobState.Event.SUCCEED)) {
            // Before the end, so that whoever reads that it succeeded finds the files, too.
            jobs.putResult(job.id(), new JobResult(outputs(task), task.told(), task.message(), task.requestId()));
        }
        return end.end(
                job,
                new End.Outcome(
                        succeeded ? JobState.Event.SUCCEED : JobState.Event.FAIL,
                        task.id().isEmpty() ? Optional.empty() : Optional.of(made(task)),
                        task.updatedAt(),
                        processing(task),
                        Settlement.of(task, job.quote()),
                        succeeded ? Optional.empty() : Optional.of(Failures.of(task))));
    }

    Task made(KlingTask task) {
        return new Task(task.id(), task.createdAt().orElseGet(clock::instant));
    }

    private static Optional<Duration> processing(KlingTask task) {
        return task.createdAt()
                .flatMap(created -> task.updatedAt().map(updated -> Duration.between(created, updated)))
                .filter(time -> !time.isNegative());
    }

    private List<JobResult.Output> outputs(KlingTask task) {
        return task.outputs().stream()
                .map(output -> new JobResult.Output(
                        output.type(),
                        output.id(),
                        output.url(),
                        output.watermarkUrl(),
                        output.seconds(),
                        fileSize(output.url())))
                .toList();
    }

    private Optional<Long> fileSize(String url) {
        try {
            OptionalLong size = kling.fileSize(URI.create(url), FILE_SIZE_TIMEOUT);
            return size.isPresent() ? Optional.of(size.getAsLong()) : Optional.empty();
        } catch (IllegalArgumentException notAUrl) {
            return Optional.empty();
        }
    }
}
