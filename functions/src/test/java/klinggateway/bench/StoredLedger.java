package klinggateway.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import klinggateway.aws.LedgerItems;
import klinggateway.usage.Granularity;
import klinggateway.usage.UsageItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes made-up traffic into the ledger's table, many items at once and past the transactions of jobs. */
record StoredLedger(DynamoDbClient dynamoDb, String table, Traffic traffic) {

    private static final int BATCH = 25;

    /** Writes what happened in {@code [from, to)}. */
    void write(Instant from, Instant to) {
        for (Instant day = Granularity.DAY.floor(from); day.isBefore(to); day = day.plus(Duration.ofDays(1))) {
            List<UsageItem> items = traffic.day(day).stream()
                    .filter(item -> !item.at().isBefore(from) && item.at().isBefore(to))
                    .toList();
            for (int start = 0; start < items.size(); start += BATCH) {
                write(items.subList(start, Math.min(start + BATCH, items.size())));
            }
        }
    }

    private void write(List<UsageItem> items) {
        List<WriteRequest> writes = items.stream()
                .map(item -> WriteRequest.builder()
                        .putRequest(put -> put.item(LedgerItems.of(item)))
                        .build())
                .toList();
        BatchWriteItemResponse response = dynamoDb.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
        if (!response.unprocessedItems().isEmpty()) {
            throw new IllegalStateException("DynamoDB Local left items over");
        }
    }
}
