package klinggateway.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.job.JobId;
import klinggateway.job.Pool;
import klinggateway.link.Link;

/** Pools whose oldest job waits for too long, whether anything leaves the queue or not. */
final class LongQueues {

    private LongQueues() {}

    static List<Finding> find(Condition.QueueWait condition, Facts facts, Instant now) {
        return Stream.of(Pool.values())
                .filter(pool ->
                        condition.pool().filter(wanted -> wanted != pool).isEmpty())
                .flatMap(pool -> facts.oldestQueued(pool).flatMap(job -> finding(condition, pool, job, now)).stream())
                .toList();
    }

    private static Optional<Finding> finding(Condition.QueueWait condition, Pool pool, JobId job, Instant now) {
        Duration age = Duration.between(job.createdAt(), now);
        if (age.compareTo(condition.above()) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                new Subject(Subject.Sort.POOL, pool.word()),
                Words.duration(condition.above()),
                "",
                "The oldest job in the queue of the pool " + pool.word() + " (" + job + ") has been waiting for "
                        + Words.duration(age) + ", since " + Words.day(job.createdAt()) + ", "
                        + Words.time(job.createdAt()) + ".",
                "The gateway's status says whether all slots of the pool are in use, which more concurrency at Kling and in the"
                        + " settings would help, or why Kling refuses what is sent.",
                new Evidence()
                        .with("pool", pool.word())
                        .with("jobId", job.text())
                        .with("since", job.createdAt().toString())
                        .with("waitedSeconds", age.toSeconds())
                        .with("aboveSeconds", condition.above().toSeconds())
                        .all(),
                Link.view("status").text()));
    }
}
