package klinggateway.aws;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import klinggateway.alert.Alert;
import klinggateway.alert.AlertStore;
import klinggateway.alert.State;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Alerts in the table {@code Alerts}: what is remembered, the history, and the ids of those that somebody is still to be told of. An
 * own write whose answer got lost counts as somebody else's; it is found again in what it has written.
 */
public final class DynamoDbAlertStore implements AlertStore {

    private static final String OUTBOX = "outbox";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Table rows;
    private final InstantSource clock;
    private final Transactions transactions;

    public DynamoDbAlertStore(DynamoDbClient dynamoDb, String table, InstantSource clock, RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.rows = new Table(dynamoDb, table, random);
        this.clock = clock;
        this.transactions = new Transactions(dynamoDb, random);
    }

    @Override
    public List<State> states() {
        return items(AlertStateRow.PART).map(AlertStateRow::read).toList();
    }

    @Override
    public List<String> pending() {
        return items(OUTBOX).map(item -> Item.of(item).needText("id")).toList();
    }

    private Stream<Map<String, AttributeValue>> items(String part) {
        return dynamoDb.queryPaginator(of(part).consistentRead(true).build()).items().stream();
    }

    private QueryRequest.Builder of(String part) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("part = :part")
                .expressionAttributeValues(Map.of(":part", Item.text(part)));
    }

    @Override
    public boolean fire(Optional<State> read, State next, Alert alert) {
        return write(put(next, read.map(State::version)), put(alert, Optional.empty()), outbox(alert));
    }

    @Override
    public boolean clear(State read, State next, Alert readAlert, Alert nextAlert) {
        return write(
                put(next, Optional.of(read.version())),
                put(nextAlert, Optional.of(readAlert.version())),
                outbox(nextAlert));
    }

    @Override
    public boolean note(State read, State next) {
        return write(put(next, Optional.of(read.version())));
    }

    @Override
    public boolean replace(Alert read, Alert next) {
        TransactWriteItem alert = put(next, Optional.of(read.version()));
        return read.isPending() == next.isPending() ? write(alert) : write(alert, outbox(next));
    }

    @Override
    public List<Alert> find(Collection<String> ids) {
        return rows.getAll(ids.stream().map(AlertRow::key).toList()).stream()
                .map(AlertRow::read)
                .toList();
    }

    @Override
    public List<Alert> history(int limit, Optional<String> before) {
        QueryRequest.Builder query =
                of(AlertRow.PART).scanIndexForward(false).consistentRead(true).limit(limit);
        before.ifPresent(id -> query.exclusiveStartKey(AlertRow.key(id)));
        return dynamoDb.query(query.build()).items().stream()
                .map(AlertRow::read)
                .toList();
    }

    private boolean write(TransactWriteItem... items) {
        List<TransactWriteItem> all = new ArrayList<>(List.of(items));
        return transactions.write(() -> all).isEmpty();
    }

    private TransactWriteItem put(State state, Optional<Long> version) {
        return put(AlertStateRow.of(state, clock.instant()), version);
    }

    private TransactWriteItem put(Alert alert, Optional<Long> version) {
        return put(AlertRow.of(alert), version);
    }

    /** @param version of what must be there; empty if nothing must be */
    private TransactWriteItem put(Item item, Optional<Long> version) {
        return TransactWriteItem.builder()
                .put(put -> {
                    put.tableName(table)
                            .item(item.attributes())
                            .conditionExpression(
                                    version.isPresent() ? ConditionalPut.SAME_VERSION : "attribute_not_exists(id)")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.NONE);
                    version.ifPresent(number -> put.expressionAttributeValues(Map.of(":version", Item.number(number))));
                })
                .build();
    }

    private TransactWriteItem outbox(Alert alert) {
        Map<String, AttributeValue> key = Map.of("part", Item.text(OUTBOX), "id", Item.text(alert.id()));
        return alert.isPending()
                ? TransactWriteItem.builder()
                        .put(put -> put.tableName(table).item(key))
                        .build()
                : TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(table).key(key))
                        .build();
    }
}
