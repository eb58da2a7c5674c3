package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.PollQueue;
import klinggateway.job.PollQueue.Message.StartNext;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.kling.Kling;

/**
 * START: decides which job is sent to Kling and when, from a new order, from the queue, or again. Only from here is anything
 * created at Kling.
 */
public final class Start {

    private static final Duration RETRY_QUEUED = Duration.ofSeconds(2);
    private static final Duration ENOUGH_TO_CREATE = Duration.ofSeconds(75);
    private static final int RESENDS = 5;
    private static final Duration RESEND_FOR = Duration.ofMinutes(30);
    private static final int STARTS_AT_ONCE = 50;

    private final JobStore jobs;
    private final Slots slots;
    private final PollQueue queue;
    private final Send send;
    private final End end;
    private final Cancel cancel;
    private final Predicate<String> isRevoked;
    private final InstantSource clock;

    /** @param isRevoked tells by a key's id whether nothing more is to be bought for it */
    public Start(
            JobStore jobs,
            Ledger ledger,
            Slots slots,
            PollQueue queue,
            Kling kling,
            CallbackTokens tokens,
            Predicate<String> isRevoked,
            InstantSource clock) {
        this.jobs = jobs;
        this.slots = slots;
        this.queue = queue;
        this.end = new End(ledger, slots, queue, clock);
        this.send = new Send(jobs, slots, queue, kling, tokens, end, clock);
        this.cancel = new Cancel(ledger, slots, queue, clock);
        this.isRevoked = isRevoked;
        this.clock = clock;
    }

    /** Sends a newly accepted job, or leaves it queued if there is no room. The job as it is then. */
    public Job start(Job job, JobRequest request, Deadline deadline) {
        if (!slots.take(job, false)) {
            Pool pool = job.order().pool();
            slots.queued(job);
            slots.waiting(pool, clock.instant());
            // The last holder may have gone before this job was seen waiting; without this it would wait for the sweep.
            queue.send(new StartNext(pool), RETRY_QUEUED);
            return job;
        }
        return send.send(job, request, deadline);
    }

    /**
     * The same for a caller who must be told of the job whatever goes wrong: it is accepted, and the sweep sees to it.
     *
     * @param report is told what went wrong
     */
    public Job startOrLeave(Job job, JobRequest request, Deadline deadline, Consumer<RuntimeException> report) {
        try {
            return start(job, request, deadline);
        } catch (RuntimeException e) {
            report.accept(e);
            return jobs.find(job.id()).orElse(job);
        }
    }

    /** Starts what waits in the pool's queue, in its order, as far as there is room and time. */
    public void startNext(Pool pool, Deadline deadline) {
        for (int i = 0; i < STARTS_AT_ONCE; i++) {
            List<JobId> heads = jobs.queued(pool, STARTS_AT_ONCE);
            if (heads.isEmpty()) {
                slots.nobodyWaiting(pool);
                return;
            }
            if (deadline.left().compareTo(ENOUGH_TO_CREATE) < 0) {
                queue.send(new StartNext(pool), Duration.ZERO);
                return;
            }
            // The index lags behind the rows: what it still shows as queued may have been sent long ago.
            Optional<Job> head = jobs.findAll(heads).stream()
                    .filter(job -> job.state() == JobState.QUEUED)
                    .min((a, b) -> Long.compare(a.turn(), b.turn()));
            if (head.isEmpty()) {
                return;
            }
            if (!slots.take(head.get(), true)) {
                slots.waiting(pool, clock.instant());
                return;
            }
            if (isRevoked.test(head.get().keyId()) && !head.get().sending().ever()) {
                cancel.cancel(head.get(), "The key was revoked before the job was sent to Kling; nothing was charged.");
                continue;
            }
            if (startHead(head.get(), deadline).state() == JobState.QUEUED) {
                // Kling has no room after all; whoever turned the job away has seen to the next try.
                return;
            }
        }
    }

    private Job startHead(Job head, Deadline deadline) {
        Optional<JobRequest> request = jobs.request(head);
        if (request.isPresent()) {
            return send.send(head, request.get(), deadline);
        }
        return head.sending().ever()
                ? send.askInstead(head)
                : end.endUntouched(head, End.Outcome.failed(Failures.requestGone(), Charge.NONE));
    }

    /**
     * Looks after a job that was sent without anybody knowing what became of it, now that Kling says that it has no task for
     * it: sends it again, or gives up after 5 tries or 30 minutes.
     */
    public Job resend(Job job, Deadline deadline) {
        Instant now = clock.instant();
        if (job.sending().leaseUntil().filter(now::isBefore).isPresent()) {
            return job;
        }
        if (!job.endpoint().takesExternalId()) {
            return send.lostTrackOf(job, Optional.empty());
        }
        boolean givenUp = job.sending().tries() > RESENDS
                || job.sending()
                        .firstAt()
                        .filter(first -> first.plus(RESEND_FOR).isBefore(now))
                        .isPresent();
        Optional<JobRequest> request = givenUp ? Optional.empty() : jobs.request(job);
        if (request.isEmpty()) {
            return end.endUntouched(job, End.Outcome.failed(Failures.neverArrived(), Charge.NONE));
        }
        if (deadline.left().compareTo(ENOUGH_TO_CREATE) < 0) {
            return job;
        }
        // It should still hold its slot; a crash while it was turned away may have cost it that.
        return slots.take(job, true) ? send.send(job, request.get(), deadline) : send.turnedAway(job);
    }
}
