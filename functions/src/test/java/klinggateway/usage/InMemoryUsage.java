package klinggateway.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        return items.stream()
                .filter(item -> item.entry().source().equals(Cell.GATEWAY))
                .map(UsageItem::at)
                .min(Instant::compareTo);
    }

    @Override
    public List<UsageItem> accepted(Listing listing, int limit) {
        return items.stream()
                .filter(item -> !item.at().isBefore(listing.from()) && item.at().isBefore(listing.to()))
                .filter(listing::holds)
                .sorted(Listing.ORDER)
                .limit(limit)
                .toList();
    }

    @Override
    public List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit) {
        throw new AssertionError("nobody goes through all items here");
    }
}
