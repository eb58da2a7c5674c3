package klinggateway.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads and writes of many items of one table, in requests as large as DynamoDB takes; what it leaves over is sent again. */
final class Batches {

    private static final int READS = 100;
    private static final int WRITES = 25;

    private final DynamoDbClient dynamoDb;
    private final Backoff backoff;

    Batches(DynamoDbClient dynamoDb, Backoff backoff) {
        this.dynamoDb = dynamoDb;
        this.backoff = backoff;
    }

    /** The items of {@code keys} that exist, strongly consistent, in no particular order. */
    List<Map<String, AttributeValue>> get(String table, Collection<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (List<Map<String, AttributeValue>> chunk : chunks(List.copyOf(keys), READS)) {
            Map<String, KeysAndAttributes> left = Map.of(
                    table,
                    KeysAndAttributes.builder().keys(chunk).consistentRead(true).build());
            for (int i = 0; !left.isEmpty(); i++) {
                awaitRetry(i, table);
                Map<String, KeysAndAttributes> request = left;
                BatchGetItemResponse response = dynamoDb.batchGetItem(builder -> builder.requestItems(request));
                found.addAll(response.responses().getOrDefault(table, List.of()));
                left = response.unprocessedKeys();
            }
        }
        return found;
    }

    /** Puts all of {@code items}; each replaces what is there under its key. */
    void put(String table, Collection<Map<String, AttributeValue>> items) {
        List<WriteRequest> writes = items.stream()
                .map(item -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build())
                .toList();
        for (List<WriteRequest> chunk : chunks(writes, WRITES)) {
            Map<String, List<WriteRequest>> left = Map.of(table, chunk);
            for (int i = 0; !left.isEmpty(); i++) {
                awaitRetry(i, table);
                Map<String, List<WriteRequest>> request = left;
                left = dynamoDb.batchWriteItem(builder -> builder.requestItems(request))
                        .unprocessedItems();
            }
        }
    }

    private void awaitRetry(int round, String table) {
        if (round == Backoff.TRIES) {
            throw new IllegalStateException("DynamoDB left items of " + table + " over in " + round + " tries");
        }
        if (round > 0) {
            backoff.await(round - 1);
        }
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int start = 0; start < all.size(); start += size) {
            chunks.add(all.subList(start, Math.min(start + size, all.size())));
        }
        return chunks;
    }
}
