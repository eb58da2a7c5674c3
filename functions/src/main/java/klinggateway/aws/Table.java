package klinggateway.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** One table: items by key, strongly consistent. Many go in requests as large as DynamoDB takes; what it leaves over is sent again. */
final class Table {

    private static final int READS = 100;
    private static final int WRITES = 25;

    private final DynamoDbClient dynamoDb;
    private final String name;
    private final Backoff backoff;

    Table(DynamoDbClient dynamoDb, String name, RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.name = name;
        this.backoff = new Backoff(random, Backoff::sleep);
    }

    Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = dynamoDb.getItem(
                        builder -> builder.tableName(name).key(key).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    /** Puts {@code item} in place of what is there under its key. */
    void put(Item item) {
        dynamoDb.putItem(builder -> builder.tableName(name).item(item.attributes()));
    }

    /** Gives an item another value of one attribute, if there is such an item. */
    void set(Map<String, AttributeValue> key, String attribute, AttributeValue value) {
        try {
            dynamoDb.updateItem(builder -> builder.tableName(name)
                    .key(key)
                    .updateExpression("SET #attribute = :value")
                    .conditionExpression("attribute_exists(#attribute)")
                    .expressionAttributeNames(Map.of("#attribute", attribute))
                    .expressionAttributeValues(Map.of(":value", value)));
        } catch (ConditionalCheckFailedException gone) {
            // Then there is nothing to be changed.
        }
    }

    /** The items of {@code keys} that exist, in no particular order. */
    List<Map<String, AttributeValue>> getAll(Collection<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (List<Map<String, AttributeValue>> chunk : chunks(List.copyOf(keys), READS)) {
            Map<String, KeysAndAttributes> left = Map.of(
                    name,
                    KeysAndAttributes.builder().keys(chunk).consistentRead(true).build());
            for (int i = 0; !left.isEmpty(); i++) {
                awaitRetry(i);
                Map<String, KeysAndAttributes> request = left;
                BatchGetItemResponse response = dynamoDb.batchGetItem(builder -> builder.requestItems(request));
                found.addAll(response.responses().getOrDefault(name, List.of()));
                left = response.unprocessedKeys();
            }
        }
        return found;
    }

    /** Puts all of {@code items}; each replaces what is there under its key. */
    void putAll(Collection<Map<String, AttributeValue>> items) {
        List<WriteRequest> writes = items.stream()
                .map(item -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build())
                .toList();
        for (List<WriteRequest> chunk : chunks(writes, WRITES)) {
            Map<String, List<WriteRequest>> left = Map.of(name, chunk);
            for (int i = 0; !left.isEmpty(); i++) {
                awaitRetry(i);
                Map<String, List<WriteRequest>> request = left;
                left = dynamoDb.batchWriteItem(builder -> builder.requestItems(request))
                        .unprocessedItems();
            }
        }
    }

    private void awaitRetry(int round) {
        if (round == Backoff.TRIES) {
            throw new IllegalStateException("DynamoDB left items of " + name + " over in " + round + " tries");
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
