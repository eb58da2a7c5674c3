package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.Job.Task;
import klinggateway.job.JobRequest;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.JobStore.Advance;
import klinggateway.job.PollQueue;
import klinggateway.job.PollQueue.Message.Poll;
import klinggateway.job.PollQueue.Message.StartNext;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.kling.Kling;
import klinggateway.kling.Kling.Create;
import klinggateway.kling.Kling.Creation;
import klinggateway.kling.Kling.Finding;
import klinggateway.kling.KlingError;
import klinggateway.kling.KlingTask;

/**
 * Sends one job to Kling, once. The job's id is the task's external id, which Kling takes only once, so that sending a job
 * again cannot buy it twice.
 */
final class Send {

    private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LEASE_AFTER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE_OF_REFUSED_ACCOUNT = Duration.ofMinutes(5);
    private static final Duration PAUSE_OF_FULL_POOL = Duration.ofSeconds(5);
    private static final Duration AFTER_PAUSE = Duration.ofSeconds(1);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(10);

    private final JobStore jobs;
    private final Slots slots;
    private final PollQueue queue;
    private final Kling kling;
    private final CallbackTokens tokens;
    private final End end;
    private final Finish finish;
    private final InstantSource clock;

    Send(
            JobStore jobs,
            Slots slots,
            PollQueue queue,
            Kling kling,
            CallbackTokens tokens,
            End end,
            InstantSource clock) {
        this.jobs = jobs;
        this.slots = slots;
        this.queue = queue;
        this.kling = kling;
        this.tokens = tokens;
        this.end = end;
        this.finish = new Finish(jobs, kling, end, clock);
        this.clock = clock;
    }

    /** Sends the job, whose slot has been taken. The job as it is then. */
    Job send(Job job, JobRequest request, Deadline deadline) {
        Instant now = clock.instant();
        Instant leaseUntil = now.plus(deadline.atMost(CREATE_TIMEOUT)).plus(LEASE_AFTER_TIMEOUT);
        Job sending = job.sent(now, leaseUntil, now.plus(PollTimes.overdue(job)));
        switch (jobs.advance(job, sending)) {
            case Advance.Lost(var current) -> {
                return lostSend(current);
            }
            case Advance.Won(var written) -> sending = written;
        }
        queue.send(new Poll(sending.id(), sending.polling().sequence(), 0), PollTimes.first(sending, now));
        return switch (kling.create(create(sending, request), deadline.atMost(CREATE_TIMEOUT))) {
            case Creation.Created(var task) -> submitted(sending, task);
            case Creation.Answered(var task) -> finish.finish(sending, task);
            case Creation.Busy(var error) -> turnedAway(sending);
            case Creation.AccountRefused(var error) ->
                turnedAway(sending, PAUSE_OF_REFUSED_ACCOUNT, new Slots.Pause.AccountRefused(Failures.of(error)));
            case Creation.Refused(var error) -> refused(sending, error, deadline);
            case Creation.Unknown(var error) -> unknown(sending, Optional.of(error));
        };
    }

    /** What was ever sent may be at Kling, so it is not ended before Kling has been asked. */
    Job askInstead(Job head) {
        Instant now = clock.instant();
        return switch (jobs.advance(head, head.sent(now, now, now.plus(PollTimes.overdue(head))))) {
            case Advance.Won(var written) -> unknown(written, Optional.empty());
            case Advance.Lost(var current) -> lostSend(current);
        };
    }

    /** Somebody else has moved the job. If that ended it, the slot taken for it is given back. */
    private Job lostSend(Job current) {
        if (current.state().isEnded() && slots.free(current)) {
            queue.send(new StartNext(current.order().pool()), Duration.ZERO);
        }
        return current;
    }

    private Job submitted(Job sending, KlingTask task) {
        Task made = finish.made(task);
        return advance(sending, JobState.Event.SUBMIT, job -> job.submitted(made));
    }

    /** Back into the queue, and the pool is left alone for a moment. */
    Job turnedAway(Job sending) {
        return turnedAway(sending, PAUSE_OF_FULL_POOL, new Slots.Pause.Full());
    }

    /** Nothing of the pool is sent for a while: what Kling has no room for now, it has no room for in a moment. */
    private Job turnedAway(Job sending, Duration pause, Slots.Pause why) {
        Pool pool = sending.order().pool();
        slots.pause(pool, clock.instant().plus(pause), why);
        // The slot goes first: once the row says queued, somebody else may take the slot for this very job.
        slots.free(sending);
        slots.waiting(pool, clock.instant());
        queue.send(new StartNext(pool), pause.plus(AFTER_PAUSE));
        return advance(sending, JobState.Event.TURN_AWAY, Job::turnedAway);
    }

    /** A refusal may be about an earlier create of the same job that did arrive, so Kling is asked before it ends the job. */
    private Job refused(Job sending, KlingError error, Deadline deadline) {
        if (!sending.endpoint().takesExternalId()) {
            // It is sent at most once, so this can only be about this create.
            return end.endUntouched(sending, End.Outcome.failed(Failures.of(error), Charge.NONE));
        }
        Kling.Lookup lookup = new Kling.Lookup.ByExternalId(
                subject(sending), sending.endpoint().path(), sending.id().text());
        Finding finding =
                kling.find(List.of(lookup), deadline.atMost(QUERY_TIMEOUT)).get(lookup);
        return switch (finding) {
            case Finding.Found(var task) -> submitted(sending, task);
            // Kling contradicts itself: it has a task with this id and does not find it yet.
            case Finding.NotFound() when error.saysIdIsUsed() -> unknown(sending, Optional.of(error));
            case Finding.NotFound() -> end.endUntouched(sending, End.Outcome.failed(Failures.of(error), Charge.NONE));
            case Finding.Unavailable(var lost) -> unknown(sending, Optional.of(lost));
            case null -> throw new IllegalStateException("every lookup gets an answer");
        };
    }

    private Job unknown(Job sending, Optional<KlingError> error) {
        if (!sending.endpoint().takesExternalId()) {
            return lostTrackOf(sending, error);
        }
        Instant dueAt = clock.instant().plus(PollTimes.overdue(sending));
        Job job = switch (jobs.advance(sending, sending.polled(dueAt))) {
            case Advance.Won(var written) -> written;
            case Advance.Lost(var current) -> current;
        };
        if (!job.state().isEnded()) {
            queue.send(new Poll(job.id(), job.polling().sequence(), 0), PollTimes.AFTER_UNKNOWN);
        }
        return job;
    }

    /** Nobody can tell what became of it, so it is not sent again, and stays charged. */
    Job lostTrackOf(Job sending, Optional<KlingError> error) {
        return end.endUntouched(
                sending,
                End.Outcome.failed(
                        Failures.outcomeUnknown(error), sending.quote().estimate()));
    }

    /** Applies a move to the attempt that {@code sending} began, unless somebody has moved on from it. */
    private Job advance(Job sending, JobState.Event event, UnaryOperator<Job> move) {
        Job current = sending;
        while (current.can(event)
                && current.sending().attempt() == sending.sending().attempt()) {
            switch (jobs.advance(current, move.apply(current))) {
                case Advance.Won(var written) -> {
                    return written;
                }
                case Advance.Lost(var other) -> current = other;
            }
        }
        return current;
    }

    static Kling.Subject subject(Job job) {
        return new Kling.Subject(job.id().text(), job.requestId());
    }

    private Create create(Job job, JobRequest request) {
        Optional<String> externalId =
                job.endpoint().takesExternalId() ? Optional.of(job.id().text()) : Optional.empty();
        Kling.Expected expected = switch (job.endpoint().protocol()) {
            case TASK, UNNAMED_TASK -> Kling.Expected.TASK;
            case CALL -> Kling.Expected.RESULT;
            case UNKNOWN -> Kling.Expected.ANY;
        };
        Optional<String> callbackUrl = expected != Kling.Expected.TASK
                ? Optional.empty()
                : request.baseUrl().map(url -> url + "/callbacks/kling/" + tokens.of(job.id()));
        return new Create(subject(job), job.endpoint().path(), request.body(), expected, externalId, callbackUrl);
    }
}
