package klinggateway.local.sample;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore.Advance;
import klinggateway.lifecycle.Ledger;
import klinggateway.lifecycle.Terms;
import klinggateway.lifecycle.Terms.Likeness;
import klinggateway.usage.UsageEntry;

/** Knows the first of each like jobs, as the ledger itself does where a table checks conditions. */
final class FirstOrders implements Ledger {

    private final Ledger ledger;
    private final Map<String, JobId> firsts = new HashMap<>();

    FirstOrders(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Acceptance accept(Job job, UsageEntry entry, Terms terms) {
        Optional<Likeness> asFirst =
                terms.likeness().filter(like -> like.replaced().isEmpty());
        Optional<JobId> first = asFirst.map(like -> firsts.putIfAbsent(like.digest(), job.id()));
        return first.isPresent() ? new Acceptance.Alike(first.get()) : ledger.accept(job, entry, terms);
    }

    @Override
    public Advance end(Job read, Job next, UsageEntry entry) {
        return ledger.end(read, next, entry);
    }

    @Override
    public Advance correct(Job read, Job next, UsageEntry entry) {
        return ledger.correct(read, next, entry);
    }

    @Override
    public Optional<Acceptance.Repeated> repeated(String keyId, String repeatKey) {
        return ledger.repeated(keyId, repeatKey);
    }

    @Override
    public Optional<JobId> named(String keyId, String externalId) {
        return ledger.named(keyId, externalId);
    }
}
