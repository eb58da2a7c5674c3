package klinggateway.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import klinggateway.job.JobId;

/** A ledger in a list, to which more can be added. */
public record InMemoryUsage(List<UsageItem> items) implements UsageStore {

    @Override
    public List<UsageItem> minute(Instant minute) {
        return items.stream()
                .filter(item -> Granularity.MINUTE.floor(item.at()).equals(minute))
                .toList();
    }

    @Override
    public Optional<Instant> oldest() {
        return items.stream().map(UsageItem::at).min(Instant::compareTo);
    }

    @Override
    public List<JobId> accepted(
            Optional<String> keyId, Optional<String> productType, Instant from, Instant to, int limit) {
        throw new AssertionError("nobody lists jobs here");
    }
}
