package klinggateway.aws;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Totals;
import klinggateway.usage.Watermark;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Rollups in the table {@code Rollups}, one series per scope, granularity and shape, so that a range of any of them is one
 * query. Those of minutes go after a week; all others stay. The second part of what is too large for one item has the period's
 * start and a millisecond, and so on.
 */
public final class DynamoDbRollupStore implements RollupStore {

    static final RollupParts<Cube> CUBE = new RollupParts<>(
            "cube",
            RollupCodec::write,
            RollupCodec::readCube,
            DynamoDbRollupStore::halves,
            (a, b) -> Cube.sum(List.of(a, b)));

    static final RollupParts<Totals> TOTALS = new RollupParts<>(
            "totals",
            RollupCodec::write,
            RollupCodec::readTotals,
            totals -> {
                throw new IllegalStateException("totals have a bounded number of sums");
            },
            (a, b) -> Totals.sum(List.of(a, b)));

    static final RollupParts<Map<String, Measures>> KEYS = new RollupParts<>(
            "keys",
            RollupCodec::writeKeys,
            RollupCodec::readKeys,
            RollupParts::halves,
            (a, b) -> Measures.sums(List.of(a, b)));

    static final Map<String, AttributeValue> WATERMARK =
            Map.of("series", Item.text("watermark"), "start", Item.number(0));
    static final String ZONE = "daysSince@";

    private static final int TRIES = 3;

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbRollupStore(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Writer begin(Instant now) {
        Map<String, AttributeValue> updated = dynamoDb.updateItem(builder -> builder.tableName(table)
                        .key(WATERMARK)
                        .updateExpression("ADD epoch :one")
                        .expressionAttributeValues(Map.of(":one", Item.number(1)))
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes();
        return new RollupWriter(dynamoDb, table, Item.of(updated).needNumber("epoch"), now);
    }

    @Override
    public Map<Instant, Cube> cubes(String scope, Run run, boolean freshly) {
        return read(CUBE, scope, run, freshly);
    }

    @Override
    public Map<Instant, Totals> totals(String scope, Run run, boolean freshly) {
        return read(TOTALS, scope, run, freshly);
    }

    @Override
    public Map<Instant, Map<String, Measures>> keys(Run run, boolean freshly) {
        return read(KEYS, EVERYONE, run, freshly);
    }

    @Override
    public Optional<Watermark> watermark() {
        Map<String, AttributeValue> attributes = dynamoDb.getItem(
                        builder -> builder.tableName(table).key(WATERMARK).consistentRead(true))
                .item();
        Item item = Item.of(attributes);
        Map<ZoneId, Instant> daysSince = new HashMap<>();
        attributes.keySet().stream()
                .filter(name -> name.startsWith(ZONE))
                .forEach(name -> daysSince.put(ZoneId.of(name.substring(ZONE.length())), item.needMoment(name)));
        return item.findMoment("until").map(until -> new Watermark(until, daysSince));
    }

    static String series(String scope, Granularity granularity, String shape) {
        return scope + "#" + granularity.word() + "#" + shape;
    }

    private <T> Map<Instant, T> read(RollupParts<T> parts, String scope, Run run, boolean freshly) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Map<Instant, T>> read = parts.read(query(parts.shape(), scope, run, freshly));
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw new IllegalStateException("rollups were written anew each time they were read");
    }

    private List<Item> query(String shape, String scope, Run run, boolean freshly) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("series = :series AND #start BETWEEN :from AND :last")
                .expressionAttributeNames(Map.of("#start", "start"))
                .expressionAttributeValues(Map.of(
                        ":series", Item.text(series(scope, run.granularity(), shape)),
                        ":from", Item.number(run.from().toEpochMilli()),
                        ":last", Item.number(run.to().toEpochMilli() - 1)))
                .consistentRead(freshly)
                .build();
        return dynamoDb.queryPaginator(query).items().stream().map(Item::of).toList();
    }

    private static List<Cube> halves(Cube cube) {
        List<Map<Cell, Measures>> cells = RollupParts.halves(cube.cells());
        return List.of(new Cube(cells.get(0), cube.times()), new Cube(cells.get(1), Map.of()));
    }
}
