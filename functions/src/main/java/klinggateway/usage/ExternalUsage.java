package klinggateway.usage;

import java.time.Instant;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.usage.UsageEntry.Took;

/** The ledger, for what was made elsewhere: each event is written once, together with its name and the mark that reopens its minute. */
public interface ExternalUsage {

    /** Writes an event, unless its key has sent one of this name before. */
    Outcome record(Event event);

    /** What became of an event. */
    enum Outcome {
        RECORDED,
        /** The same event is there already. */
        REPEATED,
        /** Another event of this name is there. */
        NAME_TAKEN
    }

    /**
     * A generation that was made elsewhere and has ended.
     *
     * @param eventId its name, by which the same event is recognised
     * @param hash of what was said about it
     * @param at when it ended
     * @param keyId whose usage it is
     * @param type {@link UsageEntry.Type#SUCCEEDED} or {@link UsageEntry.Type#FAILED}
     * @param charge settled: nobody but the caller knows what it cost
     */
    record Event(
            String eventId,
            String hash,
            Instant at,
            String keyId,
            Order order,
            UsageEntry.Type type,
            Charge charge,
            Optional<ErrorClass> errorClass,
            Took took) {

        /** The line of the ledger. It counts as estimated at what it cost, so that it tells nothing about the gateway's estimates. */
        public UsageEntry entry(JobId id) {
            return new UsageEntry(
                    type,
                    Cell.EXTERNAL,
                    keyId,
                    id,
                    order,
                    charge.microUsd(),
                    Optional.empty(),
                    new Charge(0, 0, false),
                    charge,
                    errorClass,
                    took,
                    false);
        }
    }
}
