package klinggateway.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import klinggateway.usage.Reopenings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Reopened minutes in the table {@code Admission}, where they are written together with the items that reopen them. */
public final class DynamoDbReopenings implements Reopenings {

    private static final String PARTITION = "reopen";
    private static final int AT_ONCE = 300;

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbReopenings(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** The write that says that {@code minute} receives an item, for the transaction that writes the item. */
    static TransactWriteItem mark(String table, Instant minute) {
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(table)
                        .key(key(minute))
                        .updateExpression("ADD revision :one")
                        .expressionAttributeValues(Map.of(":one", Item.number(1)))
                        .build())
                .build();
    }

    @Override
    public List<Reopening> pending() {
        return dynamoDb
                .query(query -> query.tableName(table)
                        .keyConditionExpression("id = :id")
                        .expressionAttributeValues(Map.of(":id", Item.text(PARTITION)))
                        .consistentRead(true)
                        .limit(AT_ONCE))
                .items()
                .stream()
                .map(Item::of)
                .map(item -> new Reopening(Instant.parse(item.needText("part")), item.needNumber("revision")))
                .toList();
    }

    @Override
    public void done(Reopening reopening) {
        try {
            dynamoDb.deleteItem(delete -> delete.tableName(table)
                    .key(key(reopening.minute()))
                    .conditionExpression("revision = :revision")
                    .expressionAttributeValues(Map.of(":revision", Item.number(reopening.revision()))));
        } catch (ConditionalCheckFailedException anotherItemCame) {
            // The next run folds the minute once more.
        }
    }

    private static Map<String, AttributeValue> key(Instant minute) {
        return Map.of("id", Item.text(PARTITION), "part", Item.text(minute.toString()));
    }
}
