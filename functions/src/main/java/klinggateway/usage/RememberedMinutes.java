package klinggateway.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger that is asked for each minute once, for a question that needs the same minutes several times. */
public final class RememberedMinutes implements UsageStore {

    private final UsageStore usage;
    private final Map<Instant, List<UsageItem>> minutes = new ConcurrentHashMap<>();

    public RememberedMinutes(UsageStore usage) {
        this.usage = usage;
    }

    @Override
    public List<UsageItem> minute(Instant minute) {
        return minutes.computeIfAbsent(minute, usage::minute);
    }

    @Override
    public Optional<Instant> oldest() {
        return usage.oldest();
    }

    @Override
    public List<UsageItem> accepted(Listing listing, int limit) {
        return usage.accepted(listing, limit);
    }

    @Override
    public List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit) {
        return usage.written(from, to, after, limit);
    }
}
