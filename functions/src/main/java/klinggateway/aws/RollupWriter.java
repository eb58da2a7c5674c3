package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Totals;
import klinggateway.usage.Watermark;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Writes rollups for as long as nobody else has begun to: each item remembers who wrote it. */
final class RollupWriter implements RollupStore.Writer {

    private static final Duration MINUTE_RETENTION = Duration.ofDays(7);
    private static final String NOT_SUPERSEDED = "attribute_not_exists(epoch) OR epoch <= :epoch";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final long epoch;
    private final Instant now;

    RollupWriter(DynamoDbClient dynamoDb, String table, long epoch, Instant now) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.epoch = epoch;
        this.now = now;
    }

    @Override
    public void put(String scope, Period period, Cube cube) {
        put(DynamoDbRollupStore.CUBE, scope, period, cube);
        if (period.granularity().hasTotals()) {
            put(DynamoDbRollupStore.TOTALS, scope, period, Totals.of(cube));
        }
    }

    @Override
    public void putKeys(Period period, Map<String, Measures> totals) {
        put(DynamoDbRollupStore.KEYS, RollupStore.EVERYONE, period, totals);
    }

    @Override
    public void moveWatermark(Watermark to) {
        Map<String, AttributeValue> item = new HashMap<>(DynamoDbRollupStore.WATERMARK);
        item.put("epoch", Item.number(epoch));
        item.put("until", Item.number(to.until().toEpochMilli()));
        to.daysSince()
                .forEach((zone, since) -> item.put(DynamoDbRollupStore.ZONE + zone, Item.number(since.toEpochMilli())));
        write(List.of(item));
    }

    private <T> void put(RollupParts<T> shape, String scope, Period period, T value) {
        List<byte[]> parts = shape.split(value);
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            Item item = Item.create()
                    .put("series", DynamoDbRollupStore.series(scope, period.granularity(), shape.shape()))
                    .put("start", period.start().plusMillis(part))
                    .put("epoch", epoch)
                    .put("parts", parts.size())
                    .put(shape.shape(), parts.get(part));
            if (period.granularity().equals(Granularity.MINUTE)) {
                item.put("expiresAt", now.plus(MINUTE_RETENTION).getEpochSecond());
            }
            items.add(item.attributes());
        }
        write(items);
    }

    private void write(List<Map<String, AttributeValue>> items) {
        Map<String, AttributeValue> values = Map.of(":epoch", Item.number(epoch));
        try {
            if (items.size() == 1) {
                dynamoDb.putItem(put -> put.tableName(table)
                        .item(items.getFirst())
                        .conditionExpression(NOT_SUPERSEDED)
                        .expressionAttributeValues(values));
            } else {
                List<TransactWriteItem> puts = items.stream()
                        .map(item -> Put.builder()
                                .tableName(table)
                                .item(item)
                                .conditionExpression(NOT_SUPERSEDED)
                                .expressionAttributeValues(values)
                                .build())
                        .map(put -> TransactWriteItem.builder().put(put).build())
                        .toList();
                dynamoDb.transactWriteItems(write -> write.transactItems(puts));
            }
        } catch (ConditionalCheckFailedException newerWriter) {
            throw new RollupStore.SupersededException();
        } catch (TransactionCanceledException e) {
            boolean isNewer =
                    e.cancellationReasons().stream().anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
            throw isNewer ? new RollupStore.SupersededException() : e;
        }
    }
}
