package klinggateway.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageStore;

/** A ledger to which something happens, once, after so many minutes were read. */
final class BusyUsage implements UsageStore {

    private final UsageStore real;
    private final Runnable happening;
    private int minutesLeft;

    BusyUsage(UsageStore real, int minutesLeft, Runnable happening) {
        this.real = real;
        this.minutesLeft = minutesLeft;
        this.happening = happening;
    }

    @Override
    public List<UsageItem> minute(Instant minute) {
        List<UsageItem> items = real.minute(minute);
        if (--minutesLeft == 0) {
            happening.run();
        }
        return items;
    }

    @Override
    public Optional<Instant> oldest() {
        return real.oldest();
    }

    @Override
    public List<UsageItem> accepted(Listing listing, int limit) {
        return real.accepted(listing, limit);
    }

    @Override
    public List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit) {
        return real.written(from, to, after, limit);
    }
}
