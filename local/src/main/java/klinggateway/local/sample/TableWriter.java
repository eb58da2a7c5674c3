package klinggateway.local.sample;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes many rows at once, without those that DynamoDB would have deleted by {@code now}. */
record TableWriter(DynamoDbClient dynamoDb, Instant now) {

    private static final int AT_ONCE = 25;
    private static final String EXPIRY = "expiresAt";

    void write(String table, List<Map<String, AttributeValue>> rows) {
        List<WriteRequest> writes = rows.stream()
                .filter(this::isKept)
                .map(row -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(row).build())
                        .build())
                .toList();
        for (int start = 0; start < writes.size(); start += AT_ONCE) {
            List<WriteRequest> some = writes.subList(start, Math.min(start + AT_ONCE, writes.size()));
            if (!dynamoDb.batchWriteItem(batch -> batch.requestItems(Map.of(table, some)))
                    .unprocessedItems()
                    .isEmpty()) {
                throw new IllegalStateException("DynamoDB left rows of " + table + " over");
            }
        }
    }

    private boolean isKept(Map<String, AttributeValue> row) {
        AttributeValue expiry = row.get(EXPIRY);
        return expiry == null || Long.parseLong(expiry.n()) > now.getEpochSecond();
    }
}
