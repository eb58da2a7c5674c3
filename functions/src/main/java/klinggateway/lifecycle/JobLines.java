package klinggateway.lifecycle;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import klinggateway.job.Budget;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.Job.Ending;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.Upstream;
import klinggateway.log.Line;
import klinggateway.log.Metric;

/** What the log says of a job's life. */
final class JobLines {

    private JobLines() {}

    static Line accepted(Job job) {
        return of("accepted", job)
                .with("kind", job.order().kind())
                .with("model", job.order().model())
                .with("mode", job.order().mode())
                .with("estimate", dollars(job.charge().microUsd()))
                .withText("duplicateOf", job.duplicateOf().map(JobId::text))
                .count(Metric.JOBS_ACCEPTED);
    }

    /** Too little is left of a budget, so there is no such job, and its id is nobody's. */
    static Line refused(Job job, Budget budget) {
        return Line.of("refused")
                .with("reason", "budget")
                .with("keyId", job.keyId())
                .withText("requestId", job.requestId())
                .with("model", job.order().model())
                .with("estimate", dollars(job.charge().microUsd()))
                .with("period", budget.period())
                .count(Metric.BUDGET_REFUSALS);
    }

    /** The step from one row to the next, unless it is none that anybody would look for. */
    static Optional<Line> moved(Job read, Job written) {
        if (written.sending().attempt() > read.sending().attempt()) {
            return Optional.of(of("sent", written)
                    .with("model", written.order().model())
                    .with("attempt", written.sending().attempt()));
        }
        if (read.state() != JobState.QUEUED && written.state() == JobState.QUEUED) {
            return Optional.of(of("queuedBack", written)
                    .with("pool", written.order().pool().word()));
        }
        return submitted(read, written);
    }

    /** Kling's task for the job is known from now on; it may have ended by then. */
    static Optional<Line> submitted(Job read, Job written) {
        if (read.task().isPresent()) {
            return Optional.empty();
        }
        return written.task().map(task -> {
            Duration waited = Duration.between(written.createdAt(), task.createdAt());
            long waitedMs = Math.max(0, waited.toMillis());
            return of("submitted", written)
                    .with("model", written.order().model())
                    .with("klingTaskId", task.id())
                    .with("queueWaitMs", waitedMs)
                    .count(Metric.JOBS_SUBMITTED)
                    .measure(Metric.QUEUE_WAIT, waitedMs);
        });
    }

    static Line ended(Job read, Job written) {
        Ending ending = written.ending().orElseThrow();
        long ms = Duration.between(written.createdAt(), ending.at()).toMillis();
        // What expired was charged already; only what has changed since is new.
        long chargedBefore =
                read.ending().map(before -> before.charge().microUsd()).orElse(0L);
        Line line = of("ended", written)
                .with("status", written.state().word())
                .withText(
                        "reason",
                        ending.failure().map(failure -> failure.errorClass().word()))
                .withNumber(
                        "klingCode", ending.failure().flatMap(Failure::upstream).flatMap(Upstream::code))
                .withText(
                        "klingRequestId",
                        ending.failure().flatMap(Failure::upstream).flatMap(Upstream::requestId))
                .with("model", written.order().model())
                .with("cost", dollars(ending.charge().microUsd()))
                .with("settled", ending.charge().settled())
                .withNumber("processingMs", ending.processing().map(Duration::toMillis))
                .with("ms", ms);
        switch (written.state()) {
            case SUCCEEDED ->
                line.count(Metric.JOBS_SUCCEEDED)
                        .measure(Metric.TIME_TO_COMPLETE, ms)
                        .measure(Metric.COST, dollars(ending.charge().microUsd() - chargedBefore));
            case FAILED, EXPIRED ->
                line.count(Metric.JOBS_FAILED)
                        .measure(Metric.COST, dollars(ending.charge().microUsd() - chargedBefore));
            // Nothing was made or charged.
            case CANCELED -> {}
            case QUEUED, SUBMITTING, SUBMITTED, PROCESSING ->
                throw new IllegalArgumentException(written.id() + " has not ended");
        }
        return line;
    }

    static Line corrected(Job read, Job written) {
        long before = read.charge().microUsd();
        long after = written.charge().microUsd();
        return of("corrected", written)
                .with("model", written.order().model())
                .with("costBefore", dollars(before))
                .with("cost", dollars(after))
                .measure(Metric.COST, dollars(after - before));
    }

    private static Line of(String event, Job job) {
        return Line.of(event)
                .with("jobId", job.id().text())
                .with("keyId", job.keyId())
                .withText("requestId", job.requestId());
    }

    private static BigDecimal dollars(long microUsd) {
        return BigDecimal.valueOf(microUsd, 6);
    }
}
