package klinggateway.aws;

import java.time.Duration;
import klinggateway.emulators.aws.ItemSize;
import klinggateway.usage.UsageItem;

/** How large items of the ledger are, for those that do not store them. */
public final class LedgerSize {

    private static final Duration RETENTION = Duration.ofDays(400);

    private LedgerSize() {}

    /** The bytes that DynamoDB counts {@code item} as. */
    public static long of(UsageItem item) {
        return ItemSize.of(UsageRow.of(item, RETENTION).attributes());
    }
}
