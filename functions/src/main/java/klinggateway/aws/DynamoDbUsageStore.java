package klinggateway.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.JobStore.Cursor;
import klinggateway.usage.Cell;
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
                .flatMap(productType -> oldest(productType).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> oldest(String productType) {
        QueryRequest query = byProduct(productType, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE))
                .scanIndexForward(true)
                .limit(PAGE)
                .build();
        return dynamoDb.queryPaginator(query).items().stream()
                .map(UsageRow::read)
                .filter(item -> item.entry().source().equals(Cell.GATEWAY))
                .findFirst()
                .map(UsageItem::at);
    }

    @Override
    public List<UsageItem> accepted(Listing listing, int limit) {
        Instant last = listing.before()
                .map(Cursor::createdAt)
                .filter(listing.to()::isAfter)
                .orElse(listing.to().minusMillis(1));
        List<QueryRequest.Builder> queries = listing.keyIds().isEmpty()
                ? PRODUCT_TYPES.stream()
                        .filter(type -> listing.productTypes().isEmpty()
                                || listing.productTypes().contains(type))
                        .map(type -> byProduct(type, listing.from(), last))
                        .toList()
                : listing.keyIds().stream()
                        .map(keyId -> byKey(keyId, listing.from(), last))
                        .toList();
        return queries.stream()
                .flatMap(query ->
                        newest(query.scanIndexForward(false).limit(PAGE).build(), listing, limit).stream())
                .sorted(Listing.ORDER)
                .limit(limit)
                .toList();
    }

    @Override
    public List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit) {
        Optional<String> current = after.map(item -> item.entry().order().productType());
        List<UsageItem> page = new ArrayList<>();
        for (String type :
                PRODUCT_TYPES.subList(current.map(PRODUCT_TYPES::indexOf).orElse(0), PRODUCT_TYPES.size())) {
            QueryRequest.Builder query =
                    byProduct(type, from, to.minusMillis(1)).limit(limit);
            after.filter(item -> current.get().equals(type))
                    .ifPresent(item -> query.exclusiveStartKey(UsageRow.placeByProduct(item)));
            dynamoDb.queryPaginator(query.build()).items().stream()
                    .limit(limit - page.size())
                    .map(UsageRow::read)
                    .forEach(page::add);
        }
        return page;
    }

    /** At least {@code limit} if there are so many: the index has no order among what came in the same millisecond. */
    private List<UsageItem> newest(QueryRequest query, Listing listing, int limit) {
        List<UsageItem> found = new ArrayList<>();
        for (Map<String, AttributeValue> attributes :
                dynamoDb.queryPaginator(query).items()) {
            UsageItem item = UsageRow.read(attributes);
            if (found.size() >= limit && item.at().isBefore(found.getLast().at())) {
                break;
            }
            if (listing.holds(item)) {
                found.add(item);
            }
        }
        return found;
    }

    private QueryRequest.Builder byKey(String keyId, Instant from, Instant last) {
        return index("byKey", "keyId", keyId, from, last);
    }

    private QueryRequest.Builder byProduct(String productType, Instant from, Instant last) {
        return index("byProduct", "productType", productType, from, last);
    }

    private QueryRequest.Builder index(String name, String attribute, String value, Instant from, Instant last) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":value", Item.text(value));
        values.put(":from", Item.number(from.toEpochMilli()));
        values.put(":last", Item.number(last.toEpochMilli()));
        return QueryRequest.builder()
                .tableName(table)
                .indexName(name)
                .keyConditionExpression("#attribute = :value AND #at BETWEEN :from AND :last")
                .expressionAttributeNames(Map.of("#attribute", attribute, "#at", "at"))
                .expressionAttributeValues(values);
    }
}
