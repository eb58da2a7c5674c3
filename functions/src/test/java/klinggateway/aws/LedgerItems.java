package klinggateway.aws;

import java.time.Duration;
import java.util.Map;
import klinggateway.usage.UsageItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of the ledger as they are stored, for those that store them in bulk. */
public final class LedgerItems {

    private static final Duration RETENTION = Duration.ofDays(400);

    private LedgerItems() {}

    public static Map<String, AttributeValue> of(UsageItem item) {
        return UsageRow.of(item, RETENTION).attributes();
    }
}
