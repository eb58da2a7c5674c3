package klinggateway.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One generation as the gateway knows it. Every change is a new value made by one of the moves below, which all go
 * through {@link JobState#on}.
 *
 * @param requestId the HTTP request that ordered it, for the log; empty if none did
 * @param nonce random, made by the accept that created the row; tells our own row from another job's with the same id
 * @param version rises with every write; a write is conditional on the version it read
 * @param period the month of its key's budget that it is paid from, for instance {@code 2026-11}, whenever it ends
 * @param turn its place in the pool's queue, in milliseconds of the pool's virtual time
 * @param endpoint where it is created at Kling and looked up
 * @param told the states of which its caller's webhook is told once they are reached
 * @param duplicateOf the like job of its key that was ordered shortly before, if neither order had a name to tell them apart
 * @param task what Kling made of it, once known
 * @param ending how it ended
 */
public record Job(
        JobId id,
        String keyId,
        Optional<String> requestId,
        Instant createdAt,
        String nonce,
        long version,
        JobState state,
        Order order,
        Quote quote,
        Endpoint endpoint,
        String period,
        long turn,
        Set<JobState> told,
        Optional<JobId> duplicateOf,
        Sending sending,
        Polling polling,
        Optional<Task> task,
        Optional<Ending> ending) {

    /**
     * How often and when it was sent to Kling.
     *
     * @param attempt how many creates were ever begun; tells one from another
     * @param tries how many since it last left the queue
     * @param firstAt when the first of these was
     * @param leaseUntil until when nobody else may send it again
     */
    public record Sending(int attempt, int tries, Optional<Instant> firstAt, Optional<Instant> leaseUntil) {

        static final Sending NEVER = new Sending(0, 0, Optional.empty(), Optional.empty());

        /** Whether Kling may have a task for the job. */
        public boolean ever() {
            return attempt > 0;
        }
    }

    /**
     * Which chain of poll messages is the living one, and when the sweep takes over.
     *
     * @param sequence messages with a lower one are dropped
     */
    public record Polling(int sequence, Optional<Instant> dueAt) {

        static final Polling NEVER = new Polling(0, Optional.empty());
    }

    /** Kling's side of the job. */
    public record Task(String id, Instant createdAt) {}

    /**
     * How the job ended.
     *
     * @param at when the gateway learned it
     * @param completedAt when it happened at Kling, where Kling said so
     * @param processing how long Kling worked on it, where Kling said so
     */
    public record Ending(
            Instant at,
            Optional<Instant> completedAt,
            Optional<Duration> processing,
            Charge charge,
            Optional<Failure> failure) {}

    /** A job that has just been ordered. */
    public static Job queued(
            JobId id,
            String keyId,
            Optional<String> requestId,
            Instant now,
            String nonce,
            Order order,
            Quote quote,
            Endpoint endpoint,
            String period,
            long turn) {
        return new Job(
                id,
                keyId,
                requestId,
                now,
                nonce,
                1,
                JobState.QUEUED,
                order,
                quote,
                endpoint,
                period,
                turn,
                Set.of(),
                Optional.empty(),
                Sending.NEVER,
                Polling.NEVER,
                Optional.empty(),
                Optional.empty());
    }

    /** The same job, of which these states are told once they are reached. */
    public Job telling(Set<JobState> states) {
        return with(version, states, duplicateOf, state, sending, polling, task, ending);
    }

    /** The same job, which is like {@code first}. */
    public Job duplicating(JobId first) {
        return with(version, told, Optional.of(first), state, sending, polling, task, ending);
    }

    /** Whether its caller's webhook is to be told of the state that it is in. */
    public boolean isTold() {
        return told.contains(state);
    }

    /** What it costs as far as it is known: the estimate until it has ended. */
    public Charge charge() {
        return ending.map(Ending::charge).orElse(quote.estimate());
    }

    /**
     * How far it is, from 0 to 0.99: a guess from how long its model usually takes. Empty once it has ended.
     */
    public Optional<Double> progress(Instant now) {
        if (state.isEnded()) {
            return Optional.empty();
        }
        double share = sending.firstAt()
                .map(since -> (double) Duration.between(since, now).toMillis()
                        / quote.typical().toMillis())
                .orElse(0.0);
        return Optional.of(Math.clamp(Math.round(share * 100) / 100.0, 0, 0.99));
    }

    /** Whether {@code event} can happen now. */
    public boolean can(JobState.Event event) {
        return state.on(event).isPresent();
    }

    /** About to be sent: nobody else sends it before {@code leaseUntil}, and the sweep looks after it from {@code dueAt}. */
    public Job sent(Instant now, Instant leaseUntil, Instant dueAt) {
        Sending next = new Sending(
                sending.attempt() + 1,
                sending.tries() + 1,
                Optional.of(sending.firstAt().orElse(now)),
                Optional.of(leaseUntil));
        return with(moved(JobState.Event.SEND), next, polledAnew(dueAt), task, ending);
    }

    /** Kling did not take it now; it waits at its old place in the queue, and that time does not count as time at Kling. */
    public Job turnedAway() {
        Sending next = new Sending(sending.attempt(), 0, Optional.empty(), Optional.empty());
        return with(
                moved(JobState.Event.TURN_AWAY), next, new Polling(polling.sequence(), Optional.empty()), task, ending);
    }

    /** Kling has a task for it. */
    public Job submitted(Task made) {
        return with(moved(JobState.Event.SUBMIT), sending, polling, Optional.of(made), ending);
    }

    /** Kling works on it. */
    public Job processing(Task made) {
        return with(moved(JobState.Event.PROCESS), sending, polling, Optional.of(made), ending);
    }

    /**
     * It has ended by {@code event}; the task is kept, or learned now.
     *
     * @param askAgainAt when to ask Kling once more, for a job that only ran out of time
     */
    public Job ended(JobState.Event event, Optional<Task> made, Ending how, Optional<Instant> askAgainAt) {
        return with(
                moved(event),
                sending,
                new Polling(polling.sequence(), askAgainAt),
                made.isPresent() ? made : task,
                Optional.of(how));
    }

    /** It has ended, and it is known now what it cost. */
    public Job corrected(Charge charge) {
        Ending before = ending.orElseThrow(() -> new IllegalStateException(id + " has not ended"));
        Ending after = new Ending(before.at(), before.completedAt(), before.processing(), charge, before.failure());
        return with(state, sending, polling, task, Optional.of(after));
    }

    /** A new chain of poll messages replaces all older ones; the sweep looks after the job from {@code dueAt}. */
    public Job polled(Instant dueAt) {
        return with(state, sending, polledAnew(dueAt), task, ending);
    }

    /** An expired job that Kling was asked about once more, in vain; empty for never again. */
    public Job askedInVain(Optional<Instant> askAgainAt) {
        return with(state, sending, new Polling(polling.sequence(), askAgainAt), task, ending);
    }

    /** The same job as the {@code written}-th write of its row. */
    public Job atVersion(long written) {
        return with(written, told, duplicateOf, state, sending, polling, task, ending);
    }

    private Polling polledAnew(Instant dueAt) {
        return new Polling(polling.sequence() + 1, Optional.of(dueAt));
    }

    private JobState moved(JobState.Event event) {
        return state.on(event)
                .orElseThrow(
                        () -> new IllegalStateException(event + " cannot happen to " + id + " while it is " + state));
    }

    private Job with(JobState next, Sending sent, Polling polled, Optional<Task> made, Optional<Ending> how) {
        return with(version, told, duplicateOf, next, sent, polled, made, how);
    }

    private Job with(
            long written,
            Set<JobState> states,
            Optional<JobId> first,
            JobState next,
            Sending sent,
            Polling polled,
            Optional<Task> made,
            Optional<Ending> how) {
        return new Job(
                id, keyId, requestId, createdAt, nonce, written, next, order, quote, endpoint, period, turn, states,
                first, sent, polled, made, how);
    }
}
