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
}
