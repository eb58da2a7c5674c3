package klinggateway.aws;

import java.util.Map;
import klinggateway.keys.RequestCounter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Requests in the table {@code Admission}: one item per key and window, counted up under the condition that there is room. */
public final class DynamoDbRequestCounter implements RequestCounter {

    private static final long WINDOW_SECONDS = 10;

    /** Clocks differ: nobody may begin a window anew whose item another sandbox has seen expire. */
    private static final long KEPT_SECONDS = 60;

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbRequestCounter(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public boolean count(String keyId, long window, int limit) {
        try {
            dynamoDb.updateItem(builder -> builder.tableName(table)
                    .key(Map.of("id", Item.text("rate#" + keyId), "part", Item.text(Long.toString(window))))
                    .updateExpression("ADD requests :one SET expiresAt = :end")
                    .conditionExpression("attribute_not_exists(requests) OR requests < :limit")
                    .expressionAttributeValues(Map.of(
                            ":one", Item.number(1),
                            ":end", Item.number((window + 1) * WINDOW_SECONDS + KEPT_SECONDS),
                            ":limit", Item.number(limit))));
            return true;
        } catch (ConditionalCheckFailedException full) {
            return false;
        }
    }
}
