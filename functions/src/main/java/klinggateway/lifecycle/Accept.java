package klinggateway.lifecycle;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.Charge;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobStore;
import klinggateway.job.Quote;
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
    }

    /** Takes the order on, unless Kling would take nothing at all now. */
    public Acceptance accept(String keyId, Sold sold, JobRequest request) {
        Slots.Line line = slots.line(sold.order().pool(), keyId);
        Optional<Slots.Refusal> refusal =
                line.refusal().filter(last -> last.until().isAfter(clock.instant()));
        if (refusal.isPresent()) {
            return new Acceptance.Paused(refusal.get().until(), refusal.get().why());
        }
        long turn = line.turn(sold.quote().typical().multipliedBy(sold.order().slots()));
        for (int i = 0; i < TRIES; i++) {
            Job job = job(keyId, sold, turn);
            // The request comes first: whatever is accepted can be sent, even by somebody else.
            jobs.putRequest(job, request);
            Quote quote = job.quote();
            Charge estimate = new Charge(quote.milliUnits(), quote.microUsd(), false);
            UsageEntry entry = UsageEntry.accepted(keyId, job.id(), job.order(), estimate);
            switch (ledger.accept(job, entry)) {
                case ACCEPTED -> {
                    return new Acceptance.Accepted(job);
                }
                case ID_TAKEN -> {
                    // Another job was made in this millisecond with the same random part.
                }
            }
        }
        throw new IllegalStateException("no free job id in " + TRIES + " tries");
    }

    private Job job(String keyId, Sold sold, long turn) {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        JobId id = JobId.of(clock.instant(), random.nextLong());
        return Job.queued(
                id,
                keyId,
                clock.instant(),
                HexFormat.of().formatHex(nonce),
                sold.order(),
                sold.quote(),
                sold.endpoint(),
                turn);
    }
}
