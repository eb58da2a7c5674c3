package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import klinggateway.job.Charge;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.Job.Ending;
import klinggateway.job.Job.Task;
import klinggateway.job.JobState;
import klinggateway.job.JobStore.Advance;
import klinggateway.job.PollQueue;
import klinggateway.job.PollQueue.Message.StartNext;
import klinggateway.job.Slots;
import klinggateway.usage.Cell;
import klinggateway.usage.Status;
import klinggateway.usage.UsageEntry;

/**
 * END: the job's last state and what it really cost, written together once; then its slot is given back. Who comes second
 * writes nothing and still gives the slot back.
 */
final class End {

    private static final int TRIES = 8;
    private static final Duration FIRST_LATE_QUESTION = Duration.ofHours(1);

    private final Ledger ledger;
    private final Slots slots;
    private final PollQueue queue;
    private final InstantSource clock;

    End(Ledger ledger, Slots slots, PollQueue queue, InstantSource clock) {
        this.ledger = ledger;
        this.slots = slots;
        this.queue = queue;
        this.clock = clock;
    }

    /** How a job ends: what is known beside the event. */
    record Outcome(
            JobState.Event event,
            Optional<Task> task,
            Optional<Instant> completedAt,
            Optional<Duration> processing,
            Charge charge,
            Optional<Failure> failure) {

        static Outcome failed(Failure failure, Charge charge) {
            return new Outcome(
                    JobState.Event.FAIL,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    charge,
                    Optional.of(failure));
        }
    }

    /** The job as it has ended, by this call or by an earlier one. */
    Job end(Job job, Outcome outcome) {
        return end(job, outcome, current -> true);
    }

    /**
     * The same for an end that rests on Kling's having no task for the job: it does not happen once the job has been sent
     * again, or a task has turned up.
     */
    Job endUntouched(Job job, Outcome outcome) {
        return end(
                job,
                outcome,
                current -> current.task().isEmpty()
                        && current.sending().attempt() == job.sending().attempt());
    }

    private Job end(Job job, Outcome outcome, Predicate<Job> stillHolds) {
        Job current = job;
        for (int i = 0; i < TRIES && current.can(outcome.event()) && stillHolds.test(current); i++) {
            switch (ledger.end(current, ended(current, outcome), entry(current, outcome))) {
                case Advance.Won(var written) -> {
                    giveBack(written);
                    return written;
                }
                case Advance.Lost(var other) -> current = other;
            }
        }
        if (current.state().isEnded()) {
            giveBack(current);
        }
        return current;
    }

    private Job ended(Job job, Outcome outcome) {
        Instant now = clock.instant();
        Ending ending =
                new Ending(now, outcome.completedAt(), outcome.processing(), outcome.charge(), outcome.failure());
        boolean mayStillEnd = outcome.event() == JobState.Event.EXPIRE;
        return job.ended(
                outcome.event(),
                outcome.task(),
                ending,
                mayStillEnd ? Optional.of(now.plus(FIRST_LATE_QUESTION)) : Optional.empty());
    }

    private static UsageEntry entry(Job job, Outcome outcome) {
        Status from = job.state() == JobState.EXPIRED ? Status.EXPIRED : Status.OPEN;
        return new UsageEntry(
                type(outcome.event()),
                Cell.GATEWAY,
                job.keyId(),
                job.id(),
                job.order(),
                job.quote().microUsd(),
                Optional.of(from),
                job.charge(),
                outcome.charge(),
                outcome.failure().map(Failure::errorClass),
                new UsageEntry.Took(outcome.processing(), waiting(job, outcome)),
                job.duplicateOf().isPresent());
    }

    /** Counted once: what expired and ends later has waited already. */
    private static Optional<Duration> waiting(Job job, Outcome outcome) {
        return job.state() == JobState.EXPIRED
                ? Optional.empty()
                : job.task()
                        .or(outcome::task)
                        .map(task -> Duration.between(job.createdAt(), task.createdAt()))
                        .filter(Duration::isPositive);
    }

    private static UsageEntry.Type type(JobState.Event event) {
        return switch (event) {
            case SUCCEED -> UsageEntry.Type.SUCCEEDED;
            case FAIL -> UsageEntry.Type.FAILED;
            case CANCEL -> UsageEntry.Type.CANCELED;
            case EXPIRE -> UsageEntry.Type.EXPIRED;
            case SEND, TURN_AWAY, SUBMIT, PROCESS -> throw new IllegalArgumentException(event + " ends no job");
        };
    }

    private void giveBack(Job job) {
        if (slots.free(job)) {
            queue.send(new StartNext(job.order().pool()), Duration.ZERO);
        }
    }
}
