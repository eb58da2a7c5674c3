package klinggateway.local.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.emulators.template.TableResource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Tables in memory that the gateway's own adapters write to, so that what becomes of many writes of a row is stored in one. Only
 * one thread uses them and each write begins with what is there, so conditions hold and are not looked at. Requests that nobody
 * makes here are refused, as the interface does.
 */
final class DraftTables implements DynamoDbClient {

    private static final Pattern ADD = Pattern.compile("ADD (\\w+ :\\w+(?:, \\w+ :\\w+)*)");
    private static final Pattern SET = Pattern.compile("SET (\\w+ = :\\w+(?:, \\w+ = :\\w+)*)");
    private static final Pattern OF_PARTITION =
            Pattern.compile("\\S+ = (?<of>:\\w+)(?: AND \\S+ BETWEEN (?<from>:\\w+) AND (?<to>:\\w+))?");

    private final Map<String, DraftTable> tables = new HashMap<>();

    DraftTables(List<TableResource> resources) {
        resources.forEach(resource -> tables.put(resource.id(), new DraftTable(resource.keys())));
    }

    /** One table: rows by partition, in the order of the other key. */
    private static final class DraftTable {

        /** Numbers are whole, and a key has one type. */
        private static final Comparator<AttributeValue> ORDER = (a, b) ->
                a.n() == null ? a.s().compareTo(b.s()) : Long.compare(Long.parseLong(a.n()), Long.parseLong(b.n()));

        private final String partition;
        private final String order;
        private final Map<String, NavigableMap<AttributeValue, Map<String, AttributeValue>>> rows = new TreeMap<>();

        DraftTable(List<TableResource.Key> keys) {
            this.partition = keys.getFirst().attribute();
            this.order = keys.getLast().attribute();
        }

        NavigableMap<AttributeValue, Map<String, AttributeValue>> rows(String ofPartition) {
            return rows.computeIfAbsent(ofPartition, unseen -> new TreeMap<>(ORDER));
        }

        void put(Map<String, AttributeValue> row) {
            rows(need(row, partition).s()).put(need(row, order), row);
        }

        Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
            return rows(need(key, partition).s()).getOrDefault(need(key, order), Map.of());
        }
    }

    /** The rows of the partitions wanted. */
    List<Map<String, AttributeValue>> rows(String table, Predicate<String> partition) {
        List<Map<String, AttributeValue>> wanted = new ArrayList<>();
        table(table).rows.forEach((name, rows) -> {
            if (partition.test(name)) {
                wanted.addAll(rows.values());
            }
        });
        return wanted;
    }

    /** The rows of a table, which is empty from now on. */
    List<Map<String, AttributeValue>> take(String table) {
        List<Map<String, AttributeValue>> all = rows(table, _ -> true);
        table(table).rows.clear();
        return all;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return GetItemResponse.builder()
                .item(table(request.tableName()).get(request.key()))
                .build();
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
        request.requestItems()
                .forEach((name, asked) -> found.put(
                        name,
                        asked.keys().stream()
                                .map(key -> table(name).get(key))
                                .filter(item -> !item.isEmpty())
                                .toList()));
        return BatchGetItemResponse.builder()
                .responses(found)
                .unprocessedKeys(Map.of())
                .build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        Matcher condition = OF_PARTITION.matcher(request.keyConditionExpression());
        if (request.indexName() != null || !condition.matches()) {
            throw new UnsupportedOperationException(request.toString());
        }
        Map<String, AttributeValue> values = request.expressionAttributeValues();
        NavigableMap<AttributeValue, Map<String, AttributeValue>> rows = table(request.tableName())
                .rows(need(values, condition.group("of")).s());
        return QueryResponse.builder()
                .items((condition.group("from") == null
                                ? rows
                                : rows.subMap(
                                        need(values, condition.group("from")),
                                        true,
                                        need(values, condition.group("to")),
                                        true))
                        .values())
                .build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        table(request.tableName()).put(request.item());
        return PutItemResponse.builder().build();
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        request.requestItems()
                .forEach((table, writes) -> writes.forEach(
                        write -> table(table).put(write.putRequest().item())));
        return BatchWriteItemResponse.builder().build();
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return UpdateItemResponse.builder()
                .attributes(update(
                        request.tableName(),
                        request.key(),
                        request.updateExpression(),
                        request.expressionAttributeValues()))
                .build();
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        for (TransactWriteItem write : request.transactItems()) {
            if (write.put() != null) {
                table(write.put().tableName()).put(write.put().item());
            } else {
                update(
                        write.update().tableName(),
                        write.update().key(),
                        write.update().updateExpression(),
                        write.update().expressionAttributeValues());
            }
        }
        return TransactWriteItemsResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /** The row after numbers were added to it, or values set. */
    private Map<String, AttributeValue> update(
            String table, Map<String, AttributeValue> key, String expression, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> row = new HashMap<>(table(table).get(key));
        row.putAll(key);
        Matcher additions = ADD.matcher(expression);
        Matcher assignments = SET.matcher(expression);
        if (additions.matches()) {
            for (String addition : additions.group(1).split(", ", -1)) {
                String[] words = addition.split(" ", -1);
                long more = Long.parseLong(need(values, words[1]).n());
                row.merge(
                        words[0],
                        AttributeValue.fromN(Long.toString(more)),
                        (before, added) -> AttributeValue.fromN(Long.toString(Long.parseLong(before.n()) + more)));
            }
        } else if (assignments.matches()) {
            for (String assignment : assignments.group(1).split(", ", -1)) {
                String[] words = assignment.split(" = ", -1);
                row.put(words[0], need(values, words[1]));
            }
        } else {
            throw new UnsupportedOperationException(expression);
        }
        table(table).put(row);
        return row;
    }

    private DraftTable table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    private static AttributeValue need(Map<String, AttributeValue> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
