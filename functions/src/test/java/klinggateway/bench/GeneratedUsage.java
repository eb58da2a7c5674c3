package klinggateway.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.aws.LedgerSize;
import klinggateway.emulators.aws.ConsumedCapacity;
import klinggateway.usage.Granularity;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageStore;

/** The ledger of made-up traffic, which is not stored but made when it is read, and what reading it would have consumed. */
final class GeneratedUsage implements UsageStore {

    private final Traffic traffic;
    private Instant day = Instant.MIN;
    private Map<Instant, List<UsageItem>> minutes = Map.of();
    private double readUnits;
    private long bytes;
    private long items;

    GeneratedUsage(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public List<UsageItem> minute(Instant minute) {
        Instant midnight = Granularity.DAY.floor(minute);
        if (!midnight.equals(day)) {
            day = midnight;
            minutes = byMinute(traffic.day(midnight));
        }
        List<UsageItem> ofMinute = minutes.getOrDefault(minute, List.of());
        long size = ofMinute.stream().mapToLong(LedgerSize::of).sum();
        readUnits += ConsumedCapacity.read(size, true);
        bytes += size;
        items += ofMinute.size();
        return ofMinute;
    }

    @Override
    public Optional<Instant> oldest() {
        throw new AssertionError("something is rolled up already");
    }

    @Override
    public List<UsageItem> accepted(Listing listing, int limit) {
        throw new AssertionError("nobody lists jobs here");
    }

    @Override
    public List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit) {
        throw new AssertionError("nobody goes through all items here");
    }

    /** The read units of all minutes read so far. */
    double readUnits() {
        return readUnits;
    }

    /** How large an item of the ledger is on average. */
    double bytesOfAnItem() {
        return (double) bytes / items;
    }

    long itemsRead() {
        return items;
    }

    private static Map<Instant, List<UsageItem>> byMinute(List<UsageItem> items) {
        Map<Instant, List<UsageItem>> byMinute = new HashMap<>();
        items.forEach(item -> byMinute.computeIfAbsent(Granularity.MINUTE.floor(item.at()), unseen -> new ArrayList<>())
                .add(item));
        return byMinute;
    }
}
