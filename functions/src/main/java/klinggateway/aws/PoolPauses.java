package klinggateway.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Slots.Pause;
import klinggateway.job.Slots.Refusal;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Until when nothing is sent from a pool, and why: attributes of the pool's item, where the later moment stays. */
final class PoolPauses {

    private final DynamoDbClient dynamoDb;
    private final String table;

    PoolPauses(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    void pause(Map<String, AttributeValue> poolKey, Instant until, Pause why) {
        Map<String, AttributeValue> values = Map.of(":until", Item.number(until.toEpochMilli()));
        raise(poolKey, "SET pausedUntil = :until", "pausedUntil", values);
        switch (why) {
            case Pause.Full() -> {
                // New jobs are taken on, so nobody has to be told why.
            }
            case Pause.AccountRefused(var failure) -> {
                Map<String, AttributeValue> withReason = new HashMap<>(values);
                withReason.put(
                        ":why",
                        AttributeValue.fromM(
                                FailureAttributes.put(Item.create(), failure).attributes()));
                raise(poolKey, "SET refusedUntil = :until, refusal = :why", "refusedUntil", withReason);
            }
        }
    }

    private void raise(
            Map<String, AttributeValue> poolKey,
            String expression,
            String attribute,
            Map<String, AttributeValue> values) {
        try {
            dynamoDb.updateItem(builder -> builder.tableName(table)
                    .key(poolKey)
                    .updateExpression(expression)
                    .conditionExpression("attribute_not_exists(" + attribute + ") OR " + attribute + " < :until")
                    .expressionAttributeValues(values));
        } catch (ConditionalCheckFailedException laterAlready) {
            // The longer pause stays, with its own reason.
        }
    }

    static Optional<Instant> pausedUntil(Item pool) {
        return pool.findMoment("pausedUntil");
    }

    static Optional<Refusal> refusal(Item pool) {
        return pool.findItem("refusal")
                .flatMap(FailureAttributes::read)
                .map(why -> new Refusal(pool.needMoment("refusedUntil"), why));
    }
}
