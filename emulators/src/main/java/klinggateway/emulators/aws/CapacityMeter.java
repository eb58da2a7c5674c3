package klinggateway.emulators.aws;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;
import klinggateway.emulators.aws.WrittenItems.Item;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A client that adds up what its requests would consume at AWS, which DynamoDB Local tells wrongly. To know by how much an item
 * grew, it reads each one before and after it is written, at no charge; so nobody else may write it at the same time. Requests
 * that it cannot measure are refused.
 */
public final class CapacityMeter implements DynamoDbClient {

    private final DynamoDbClient client;
    private final WrittenItems written;
    private final Map<Call, Use> uses = new ConcurrentHashMap<>();

    public CapacityMeter(DynamoDbClient client) {
        this.client = client;
        this.written = new WrittenItems(client);
    }

    /** The client that counts nothing. */
    public DynamoDbClient unmetered() {
        return client;
    }

    /** What is counted apart; {@code operation} is spelled as at AWS, for instance {@code PutItem}. */
    public record Call(String table, String operation) {}

    /**
     * What was consumed.
     *
     * @param requests pages of a query or scan are counted one by one, and a request of several tables for each of them
     * @param items read or written
     */
    public record Use(long requests, long items, double readUnits, double writeUnits) {

        public static final Use NONE = new Use(0, 0, 0, 0);

        public Use plus(Use other) {
            return new Use(
                    requests + other.requests,
                    items + other.items,
                    readUnits + other.readUnits,
                    writeUnits + other.writeUnits);
        }
    }

    /** What was consumed since the last {@link #reset()}. */
    public Map<Call, Use> uses() {
        return Map.copyOf(uses);
    }

    /** The same, of one table. */
    public Use of(String table) {
        return uses.entrySet().stream()
                .filter(use -> use.getKey().table().equals(table))
                .map(Map.Entry::getValue)
                .reduce(Use.NONE, Use::plus);
    }

    /** Begins at nothing. */
    public void reset() {
        uses.clear();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        requireWholeItems(request, request.projectionExpression());
        GetItemResponse response = client.getItem(request);
        double units = ConsumedCapacity.read(ItemSize.of(response.item()), isTrue(request.consistentRead()));
        add(request.tableName(), "GetItem", new Use(1, response.hasItem() ? 1 : 0, units, 0));
        return response;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        BatchGetItemResponse response = client.batchGetItem(request);
        if (!response.unprocessedKeys().isEmpty()) {
            throw new UnsupportedOperationException("DynamoDB Local left keys over");
        }
        request.requestItems().forEach((table, keys) -> {
            requireWholeItems(request, keys.projectionExpression());
            boolean consistent = isTrue(keys.consistentRead());
            List<Map<String, AttributeValue>> items = response.responses().getOrDefault(table, List.of());
            double missing = (keys.keys().size() - items.size()) * ConsumedCapacity.read(0, consistent);
            double units = items.stream()
                    .mapToDouble(item -> ConsumedCapacity.read(ItemSize.of(item), consistent))
                    .sum();
            add(table, "BatchGetItem", new Use(1, items.size(), units + missing, 0));
        });
        return response;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        requireWholeItems(request, request.projectionExpression());
        requireWholeItems(request, request.filterExpression());
        QueryResponse response = client.query(request);
        addPage(request.tableName(), "Query", response.items(), isTrue(request.consistentRead()));
        return response;
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        requireWholeItems(request, request.projectionExpression());
        requireWholeItems(request, request.filterExpression());
        ScanResponse response = client.scan(request);
        addPage(request.tableName(), "Scan", response.items(), isTrue(request.consistentRead()));
        return response;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        List<Item> items = List.of(written.item(request.tableName(), request.item()));
        return measured("PutItem", items, ConsumedCapacity::write, () -> client.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        List<Item> items = List.of(written.item(request.tableName(), request.key()));
        return measured("UpdateItem", items, ConsumedCapacity::write, () -> client.updateItem(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        List<Item> items = List.of(written.item(request.tableName(), request.key()));
        return measured("DeleteItem", items, ConsumedCapacity::write, () -> client.deleteItem(request));
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        List<Item> items = written.items(request);
        return measured("BatchWriteItem", items, ConsumedCapacity::write, () -> client.batchWriteItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        List<Item> items = written.items(request);
        return measured(
                "TransactWriteItems",
                items,
                ConsumedCapacity::writeInTransaction,
                () -> client.transactWriteItems(request));
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    @Override
    public void close() {
        client.close();
    }

    /** A write that a condition refuses costs as much as one that changes nothing. In indexes, transactions cost no more. */
    private <T> T measured(String operation, List<Item> items, LongToDoubleFunction price, Supplier<T> request) {
        List<Map<String, AttributeValue>> before =
                items.stream().map(written::read).toList();
        try {
            return request.get();
        } finally {
            for (int i = 0; i < items.size(); i++) {
                Item item = items.get(i);
                Map<String, AttributeValue> after = written.read(item);
                long bytes = Math.max(ItemSize.of(before.get(i)), ItemSize.of(after));
                double units = price.applyAsDouble(bytes) + item.shape().indexWrites(before.get(i), after);
                add(item.table(), operation, new Use(0, 1, 0, units));
            }
            items.stream().map(Item::table).distinct().forEach(table -> add(table, operation, new Use(1, 0, 0, 0)));
        }
    }

    private void addPage(String table, String operation, List<Map<String, AttributeValue>> items, boolean consistent) {
        double units = ConsumedCapacity.read(ItemSize.of(items), consistent);
        add(table, operation, new Use(1, items.size(), units, 0));
    }

    private void add(String table, String operation, Use use) {
        uses.merge(new Call(table, operation), use, Use::plus);
    }

    private static void requireWholeItems(Object request, @Nullable String expression) {
        if (expression != null) {
            throw new UnsupportedOperationException("what is left out is paid, too, and cannot be seen: " + request);
        }
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
