package klinggateway.local.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import klinggateway.aws.DynamoDbJobStore;
import klinggateway.aws.DynamoDbLedger;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
import klinggateway.job.JobStore;
import klinggateway.job.PollQueue;
import klinggateway.job.Slots;
import klinggateway.keys.Key;
import klinggateway.kling.Kling;
import klinggateway.kling.KlingTask.Status;
import klinggateway.lifecycle.Accept;
import klinggateway.lifecycle.Accept.Acceptance;
import klinggateway.lifecycle.CallbackTokens;
import klinggateway.lifecycle.Cancel;
import klinggateway.lifecycle.Deadline;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Sync;
import klinggateway.lifecycle.Terms;
import klinggateway.lifecycle.Terms.Likeness;
import klinggateway.local.sample.Assortment.Purchase;
import klinggateway.order.Ordered;
import klinggateway.order.StoredRequest;
import klinggateway.secret.DerivedSecrets;

/** Lives through jobs with the gateway's own code, each from its order to its end, at the moments when that would have been. */
final class Past {

    /** What a create at Kling takes. */
    static final Duration SENDING = Duration.ofMillis(400);

    /** After half an hour, the gateway no longer sends again what has not arrived. */
    static final Duration UNTIL_GIVEN_UP = Duration.ofMinutes(31);

    /** After a day, the gateway no longer waits. */
    static final Duration UNTIL_EXPIRED = Duration.ofHours(24).plusMinutes(5);

    /** Kling lets a new task lie for a moment. */
    static final Duration PICKED_UP = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MovableClock clock = new MovableClock();
    private final PollQueue queue = new NoQueue();
    private final CallbackTokens tokens = new CallbackTokens(new DerivedSecrets(() -> {
        throw new IllegalStateException("requests without the gateway's URL have no callbacks");
    }));
    private final Random random;
    private final Slots slots;
    private final JobStore jobs;
    private final Ledger ledger;
    private final Accept accept;

    /** @param held is told which slots jobs held */
    Past(
            DraftTables drafts,
            DynamoDbLedger.Tables tables,
            DynamoDbLedger.Retention retention,
            Held held,
            Random random) {
        this.random = random;
        this.slots = new FreeSlots(held, clock);
        this.jobs = new DynamoDbJobStore(drafts, tables.jobs(), retention.jobs(), clock, random);
        this.ledger = new FirstOrders(new DynamoDbLedger(drafts, tables, retention, clock, random));
        this.accept = new Accept(jobs, ledger, slots, clock, random);
    }

    /**
     * Lives through one job.
     *
     * @param likeness what it has in common with jobs that are lived through later; others are told apart, for jobs are not lived
     *     through in the order of their days
     */
    void live(Key key, Purchase purchase, Fate fate, Instant orderedAt, Optional<Likeness> likeness) {
        clock.set(orderedAt);
        JobRequest request = StoredRequest.of(new Ordered(purchase.sold(), JobRequest.Extras.NONE), Optional.empty());
        Job job = accepted(key, purchase, request, likeness);
        PastKling kling = new PastKling(purchase, fate, clock, random);
        switch (fate) {
            case Fate.Canceled(var after) -> {
                clock.pass(after);
                new Cancel(ledger, slots, queue, clock)
                        .cancel(job, "Canceled by its caller before it was sent to Kling; nothing was charged.");
            }
            case Fate.Refused _ -> start(kling).start(job, request, deadline());
            case Fate.Unreachable _ -> {
                Job sent = start(kling).start(job, request, deadline());
                if (!sent.state().isEnded()) {
                    clock.pass(UNTIL_GIVEN_UP);
                    start(kling).resend(sent, deadline());
                }
            }
            case Fate.Expired(var waiting) -> {
                clock.pass(waiting);
                Job sent = start(kling).start(job, request, deadline());
                clock.pass(UNTIL_EXPIRED);
                Job expired = sync(kling).apply(sent, new Kling.Finding.Found(kling.atWork(Status.PROCESSING)));
                // No Kling knows it, so nobody is to ask for it later.
                jobs.advance(expired, expired.askedInVain(Optional.empty()));
            }
            case Fate.Made made -> {
                clock.pass(made.waiting());
                Job sent = start(kling).start(job, request, deadline());
                if (!sent.state().isEnded()) {
                    clock.pass(PICKED_UP);
                    Job working = sync(kling).apply(sent, new Kling.Finding.Found(kling.atWork(Status.PROCESSING)));
                    clock.pass(made.processing().plus(made.noticed()));
                    sync(kling).apply(working, new Kling.Finding.Found(kling.ended(made)));
                }
            }
        }
    }

    private Job accepted(Key key, Purchase purchase, JobRequest request, Optional<Likeness> likeness) {
        // What a budget allows is no part of any row; here it is made to fit what was spent.
        Terms terms = new Terms(
                key.policy().month(clock.instant()),
                Optional.empty(),
                Optional.empty(),
                key.policy().queuedJobs(),
                Optional.empty(),
                Optional.empty(),
                likeness);
        return switch (accept.accept(key.id(), Optional.empty(), purchase.sold(), request, terms)) {
            case Acceptance.Accepted(var job) -> job;
            case Acceptance.Paused _,
                    Acceptance.Repeated _,
                    Acceptance.ExternalIdTaken _,
                    Acceptance.OverBudget _,
                    Acceptance.LineFull _ -> throw new IllegalStateException("nothing stands in the way of an order");
        };
    }

    private Start start(PastKling kling) {
        return new Start(jobs, ledger, slots, queue, kling, tokens, keyId -> false, clock);
    }

    private Sync sync(PastKling kling) {
        return new Sync(jobs, ledger, slots, queue, kling, clock);
    }

    private Deadline deadline() {
        return Deadline.in(PATIENCE, clock);
    }
}
