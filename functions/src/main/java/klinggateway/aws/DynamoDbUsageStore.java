package klinggateway.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.job.JobId;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The ledger in the table {@code Usage}. */
public final class DynamoDbUsageStore implements UsageStore {

    private static final List<String> PRODUCT_TYPES = List.of("video", "image");
    private static final int PAGE = 200;

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbUsageStore(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public List<UsageItem> minute(Instant minute) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#minute = :minute")
                .expressionAttributeNames(Map.of("#minute", "minute"))
                .expressionAttributeValues(Map.of(":minute", Item.text(UsageRow.minute(minute))))
                .consistentRead(true)
                .build();
        return dynamoDb.queryPaginator(query).items().stream()
                .map(UsageRow::read)
                .toList();
    }

    @Override
    public Optional<Instant> oldest() {
        return PRODUCT_TYPES.stream()
                .flatMap(productType -> dynamoDb
                        .query(byProduct(productType, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE))
                                .scanIndexForward(true)
                                .limit(1)
                                .build())
                        .items()
                        .stream())
                .map(attributes -> UsageRow.read(attributes).at())
                .min(Comparator.naturalOrder());
    }

    @Override
    public List<JobId> accepted(
            Optional<String> keyId, Optional<String> productType, Instant from, Instant to, int limit) {
        List<QueryRequest.Builder> queries = keyId.isPresent()
                ? List.of(byKey(keyId.get(), from, to))
                : PRODUCT_TYPES.stream()
                        .filter(type ->
                                productType.isEmpty() || productType.get().equals(type))
                        .map(type -> byProduct(type, from, to))
                        .toList();
        return queries.stream()
                .flatMap(query ->
                        newest(query.scanIndexForward(false).limit(PAGE).build(), productType, limit).stream())
                .sorted(Comparator.comparing(UsageItem::at).reversed())
                .limit(limit)
                .map(item -> item.entry().job())
                .toList();
    }

    @Override
    public List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit) {
        Optional<String> current = after.map(item -> item.entry().order().productType());
        List<UsageItem> page = new ArrayList<>();
        for (String type :
                PRODUCT_TYPES.subList(current.map(PRODUCT_TYPES::indexOf).orElse(0), PRODUCT_TYPES.size())) {
            QueryRequest.Builder query = byProduct(type, from, to).limit(limit);
            after.filter(item -> current.get().equals(type))
                    .ifPresent(item -> query.exclusiveStartKey(UsageRow.placeByProduct(item)));
            dynamoDb.queryPaginator(query.build()).items().stream()
                    .limit(limit - page.size())
                    .map(UsageRow::read)
                    .forEach(page::add);
        }
        return page;
    }

    private List<UsageItem> newest(QueryRequest query, Optional<String> productType, int limit) {
        List<UsageItem> accepted = new ArrayList<>();
        try (Stream<Map<String, AttributeValue>> items = dynamoDb.queryPaginator(query).items().stream()) {
            items.map(UsageRow::read)
                    .filter(item -> item.entry().type() == UsageEntry.Type.ACCEPTED)
                    .filter(item -> productType.isEmpty()
                            || item.entry().order().productType().equals(productType.get()))
                    .limit(limit)
                    .forEach(accepted::add);
        }
        return accepted;
    }

    private QueryRequest.Builder byKey(String keyId, Instant from, Instant to) {
        return index("byKey", "keyId", keyId, from, to);
    }

    private QueryRequest.Builder byProduct(String productType, Instant from, Instant to) {
        return index("byProduct", "productType", productType, from, to);
    }

    private QueryRequest.Builder index(String name, String attribute, String value, Instant from, Instant to) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":value", Item.text(value));
        values.put(":from", Item.number(from.toEpochMilli()));
        values.put(":last", Item.number(to.toEpochMilli() - 1));
        return QueryRequest.builder()
                .tableName(table)
                .indexName(name)
                .keyConditionExpression("#attribute = :value AND #at BETWEEN :from AND :last")
                .expressionAttributeNames(Map.of("#attribute", attribute, "#at", "at"))
                .expressionAttributeValues(values);
    }
}
