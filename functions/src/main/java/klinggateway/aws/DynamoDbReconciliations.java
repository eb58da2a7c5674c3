package klinggateway.aws;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.alert.Reconciliations;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The last reconciliation, in one item of the table {@code Alerts}. Whoever writes last is right. */
public final class DynamoDbReconciliations implements Reconciliations {

    private static final String PART = "reconciliation";
    private static final String LAST = "last";
    private static final Map<String, AttributeValue> KEY = Map.of("part", Item.text(PART), "id", Item.text(LAST));

    private final Table rows;

    public DynamoDbReconciliations(DynamoDbClient dynamoDb, String table, RandomGenerator random) {
        this.rows = new Table(dynamoDb, table, random);
    }

    @Override
    public void put(Outcome outcome) {
        rows.put(Item.create()
                .put("part", PART)
                .put("id", LAST)
                .put("at", outcome.at())
                .put("from", outcome.from())
                .put("to", outcome.to())
                .put("complete", outcome.isComplete())
                .put("differing", outcome.differing())
                .put("missingThere", outcome.missingThere())
                .put("missingHere", outcome.missingHere())
                .put("differenceMicroUsd", outcome.differenceMicroUsd()));
    }

    @Override
    public Optional<Outcome> last() {
        return rows.get(KEY).map(Item::of).map(DynamoDbReconciliations::outcome);
    }

    private static Outcome outcome(Item item) {
        return new Outcome(
                item.needMoment("at"),
                item.needMoment("from"),
                item.needMoment("to"),
                item.needBoolean("complete"),
                item.needNumber("differing"),
                item.needNumber("missingThere"),
                item.needNumber("missingHere"),
                item.needNumber("differenceMicroUsd"));
    }
}
