package klinggateway.local.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes many rows beside other work, without those that DynamoDB would have deleted by now. */
final class TableWriter implements AutoCloseable {

    private static final int AT_ONCE = 25;
    private static final String EXPIRY = "expiresAt";

    private final DynamoDbClient dynamoDb;
    private final Instant now;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(3, Thread.ofPlatform().daemon().factory());
    private final List<CompletableFuture<Void>> begun = new ArrayList<>();

    TableWriter(DynamoDbClient dynamoDb, Instant now) {
        this.dynamoDb = dynamoDb;
        this.now = now;
    }

    /** Begins to write. */
    void write(String table, List<Map<String, AttributeValue>> rows) {
        List<WriteRequest> writes = rows.stream()
                .filter(this::isKept)
                .map(row -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(row).build())
                        .build())
                .toList();
        for (int start = 0; start < writes.size(); start += AT_ONCE) {
            List<WriteRequest> some = writes.subList(start, Math.min(start + AT_ONCE, writes.size()));
            begun.add(CompletableFuture.runAsync(() -> writeSome(table, some), threads));
        }
    }

    /** Waits until all that was begun is written. */
    void await() {
        begun.forEach(CompletableFuture::join);
        begun.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void writeSome(String table, List<WriteRequest> writes) {
        if (!dynamoDb.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)))
                .unprocessedItems()
                .isEmpty()) {
            throw new IllegalStateException("DynamoDB left rows of " + table + " over");
        }
    }

    private boolean isKept(Map<String, AttributeValue> row) {
        AttributeValue expiry = row.get(EXPIRY);
        return expiry == null || Long.parseLong(expiry.n()) > now.getEpochSecond();
    }
}
