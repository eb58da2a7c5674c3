package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.Budget;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.Slots;
import klinggateway.usage.UsageEntry;

/** ACCEPT: commits a job, charged with its estimate, before anything is bought. */
public final class Accept {

    private static final int TRIES = 5;

    private final JobStore jobs;
    private final Ledger ledger;
    private final Slots slots;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Accept(JobStore jobs, Ledger ledger, Slots slots, InstantSource clock, RandomGenerator random) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.slots = slots;
        this.clock = clock;
        this.random = random;
    }

    /** What became of an order. */
    public sealed interface Acceptance {

        /** The job, which from now on ends, whatever crashes. */
        record Accepted(Job job) implements Acceptance {}

        /** Kling refuses the whole account, so nothing is taken on before {@code until}. */
        record Paused(Instant until, Failure why) implements Acceptance {}

        /** An order of the same name has become this job. */
        record Repeated(JobId job, String bodyHash) implements Acceptance {}

        /** Its caller's own id of it is another job's. */
        record ExternalIdTaken() implements Acceptance {}

        /** Too little is left of its key's budget. */
        record OverBudget(Budget budget) implements Acceptance {}

        /** Its key has too much waiting already; {@code pause} from now some of it will have started. */
        record LineFull(Duration pause) implements Acceptance {}
    }

    /**
     * Takes the order on, unless Kling would take nothing at all now, or its key's terms are against it.
     *
     * @param requestId the HTTP request that orders it, for the log; empty if none does
     */
    public Acceptance accept(String keyId, Optional<String> requestId, Sold sold, JobRequest request, Terms asked) {
        Terms terms = asked;
        Slots.Line line = slots.line(sold.order().pool(), keyId);
        Optional<Slots.Refusal> refusal =
                line.refusal().filter(last -> last.until().isAfter(clock.instant()));
        if (refusal.isPresent()) {
            return new Acceptance.Paused(refusal.get().until(), refusal.get().why());
        }
        Duration length = sold.quote().typical().multipliedBy(sold.order().slots());
        if (line.isFull(length, terms.queuedJobs())) {
            return new Acceptance.LineFull(length);
        }
        Supplier<Job> draft = () -> {
            Job job = job(keyId, requestId, sold, asked.period(), line.turn(length))
                    .telling(told(request));
            // The request comes first: whatever is accepted can be sent, even by somebody else.
            jobs.putRequest(job, request);
            return job;
        };
        Job job = draft.get();
        for (int i = 0; i < TRIES; i++) {
            switch (ledger.accept(job, entry(job), terms)) {
                case Ledger.Acceptance.Accepted() -> {
                    return new Acceptance.Accepted(job);
                }
                case Ledger.Acceptance.IdTaken() -> {
                    // Another job was made in this millisecond with the same random part.
                    job = draft.get();
                }
                case Ledger.Acceptance.Repeated(var first, var bodyHash) -> {
                    return new Acceptance.Repeated(first, bodyHash);
                }
                case Ledger.Acceptance.ExternalIdTaken(var other) -> {
                    if (!isReleased(other)) {
                        return new Acceptance.ExternalIdTaken();
                    }
                    terms = terms.releasing(other);
                }
                case Ledger.Acceptance.Alike(var first) -> {
                    if (isInVain(first)) {
                        terms = terms.replacing(first);
                    } else {
                        job = job.duplicating(first);
                        terms = terms.yielding();
                    }
                }
                case Ledger.Acceptance.OverBudget(var budget) -> {
                    return new Acceptance.OverBudget(budget);
                }
            }
        }
        throw new IllegalStateException("an order was not taken on in " + TRIES + " tries");
    }

    private static UsageEntry entry(Job job) {
        return UsageEntry.accepted(
                job.keyId(),
                job.id(),
                job.order(),
                job.charge(),
                job.duplicateOf().isPresent());
    }

    private static Set<JobState> told(JobRequest request) {
        return request.extras()
                .webhook()
                .map(webhook -> webhook.events().stream().map(JobState::ofWord).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** Whether Kling has refused the job, which leaves its caller's id free there, too. */
    private boolean isReleased(JobId id) {
        return jobs.find(id).map(Accept::leavesNothing).orElse(true);
    }

    /** Whether the job has ended without making anything, so that whoever orders the same has reason to. */
    private boolean isInVain(JobId id) {
        return jobs.find(id).map(Job::state).map(Accept::makesNothing).orElse(true);
    }

    private static boolean makesNothing(JobState state) {
        return switch (state) {
            case FAILED, CANCELED, EXPIRED -> true;
            case QUEUED, SUBMITTING, SUBMITTED, PROCESSING, SUCCEEDED -> false;
        };
    }

    private static boolean leavesNothing(Job job) {
        Optional<Failure> failure = job.ending().flatMap(Job.Ending::failure);
        return job.task().isEmpty()
                && (job.state() == JobState.FAILED || job.state() == JobState.CANCELED)
                && failure.filter(Failure::outcomeUnknown).isEmpty();
    }

    private Job job(String keyId, Optional<String> requestId, Sold sold, String period, long turn) {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        JobId id = JobId.of(clock.instant(), random.nextLong());
        return Job.queued(
                id,
                keyId,
                requestId,
                clock.instant(),
                HexFormat.of().formatHex(nonce),
                sold.order(),
                sold.quote(),
                sold.endpoint(),
                period,
                turn);
    }
}
