package klinggateway.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import klinggateway.job.JobId;

/** The ledger, for reading. Who writes it is {@code lifecycle}. */
public interface UsageStore {

    /** All items of the minute that starts at {@code minute}, strongly consistent. */
    List<UsageItem> minute(Instant minute);

    /** When the oldest item was written, or empty if there is none. */
    Optional<Instant> oldest();

    /** The newest jobs accepted in {@code [from, to)}, of one key or of everyone, newest first. */
    List<JobId> accepted(Optional<String> keyId, Optional<String> productType, Instant from, Instant to, int limit);

    /**
     * A page of everyone's items written in {@code [from, to)}, product type by product type, and of one type the oldest
     * first. Eventually consistent.
     *
     * @param after the last item of the page before; empty for the first page
     * @return {@code limit} items, or fewer if they are the last ones
     */
    List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit);
}
