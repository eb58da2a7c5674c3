package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RangeCut;
import klinggateway.usage.Rollup;
import klinggateway.usage.RollupStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Rollups in the table {@code Rollups}, one series per scope, granularity and shape, so that a range of any of them is one
 * query. Those of minutes go after a week; all others stay.
 */
public final class DynamoDbRollupStore implements RollupStore {

    private static final Duration MINUTE_RETENTION = Duration.ofDays(7);
    private static final String CUBE = "cube";
    private static final String KEYS = "keys";
    private static final Map<String, AttributeValue> WATERMARK =
            Map.of("series", Item.text("watermark"), "start", Item.number(0));

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Table rows;

    public DynamoDbRollupStore(DynamoDbClient dynamoDb, String table, RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.rows = new Table(dynamoDb, table, random);
    }

    @Override
    public void put(Collection<Rollup> rollups) {
        rows.putAll(rollups.stream()
                .map(rollup -> item(rollup.scope(), rollup.period(), CUBE, CubeCodec.write(rollup.cube())))
                .toList());
    }

    @Override
    public void putKeys(Period period, Map<String, Measures> totals) {
        rows.putAll(List.of(item(Rollup.EVERYONE, period, KEYS, CubeCodec.writeTotals(totals))));
    }

    @Override
    public List<Rollup> read(String scope, RangeCut.Run run) {
        return query(scope, run, CUBE).stream()
                .map(item -> new Rollup(
                        scope,
                        new Period(run.granularity(), item.needMoment("start")),
                        CubeCodec.read(item.needBytes(CUBE))))
                .toList();
    }

    @Override
    public Map<Instant, Map<String, Measures>> readKeys(RangeCut.Run run) {
        Map<Instant, Map<String, Measures>> totals = new TreeMap<>();
        for (Item item : query(Rollup.EVERYONE, run, KEYS)) {
            totals.put(item.needMoment("start"), CubeCodec.readTotals(item.needBytes(KEYS)));
        }
        return totals;
    }

    @Override
    public Optional<Instant> watermark() {
        return rows.get(WATERMARK).flatMap(item -> Item.of(item).findMoment("until"));
    }

    @Override
    public boolean moveWatermark(Optional<Instant> from, Instant to) {
        Map<String, AttributeValue> newValue = Map.of(":to", Item.number(to.toEpochMilli()));
        Map<String, AttributeValue> values = new TreeMap<>(newValue);
        from.ifPresent(old -> values.put(":from", Item.number(old.toEpochMilli())));
        String condition = from.isPresent() ? "#until = :from" : "attribute_not_exists(#until)";
        try {
            dynamoDb.updateItem(builder -> builder.tableName(table)
                    .key(WATERMARK)
                    .updateExpression("SET #until = :to")
                    .conditionExpression(condition)
                    .expressionAttributeNames(Map.of("#until", "until"))
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException movedBySomebodyElse) {
            return false;
        }
    }

    private List<Item> query(String scope, RangeCut.Run run, String shape) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("series = :series AND #start BETWEEN :from AND :last")
                .expressionAttributeNames(Map.of("#start", "start"))
                .expressionAttributeValues(Map.of(
                        ":series", Item.text(series(scope, run.granularity(), shape)),
                        ":from", Item.number(run.from().toEpochMilli()),
                        ":last", Item.number(run.to().toEpochMilli() - 1)))
                .consistentRead(true)
                .build();
        return dynamoDb.queryPaginator(query).items().stream().map(Item::of).toList();
    }

    private static Map<String, AttributeValue> item(String scope, Period period, String shape, byte[] value) {
        Item item = Item.create()
                .put("series", series(scope, period.granularity(), shape))
                .put("start", period.start())
                .put(shape, value);
        if (period.granularity() == Granularity.MINUTE) {
            item.put("expiresAt", period.end().plus(MINUTE_RETENTION).getEpochSecond());
        }
        return item.attributes();
    }

    private static String series(String scope, Granularity granularity, String shape) {
        return scope + "#" + granularity.word() + "#" + shape;
    }
}
