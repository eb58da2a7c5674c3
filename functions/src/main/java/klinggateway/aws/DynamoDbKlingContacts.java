package klinggateway.aws;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.kling.KlingContacts;
import klinggateway.kling.KlingError;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The last contacts with Kling, in one item of the table {@code Admission}. Whoever writes last is right. */
public final class DynamoDbKlingContacts implements KlingContacts {

    private static final Map<String, AttributeValue> KEY = Map.of("id", Item.text("kling"), "part", Item.text("last"));

    private static final String SUCCESS = "lastSuccess";
    private static final String FAILURE = "lastFailure";

    /** Somebody waits for what Kling has said, and this comes in between. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Table rows;

    public DynamoDbKlingContacts(DynamoDbClient dynamoDb, String table, RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.rows = new Table(dynamoDb, table, random);
    }

    @Override
    public void succeeded(Contact contact) {
        set(SUCCESS, item(contact));
    }

    @Override
    public void failed(Failed failed) {
        KlingError error = failed.error();
        set(
                FAILURE,
                item(failed.contact())
                        .put("httpStatus", error.httpStatus())
                        .putNumber("code", error.code())
                        .put("message", error.message())
                        .putText("requestId", error.requestId()));
    }

    @Override
    public Last last() {
        Item item = rows.get(KEY).map(Item::of).orElseGet(Item::create);
        return new Last(
                item.findItem(SUCCESS).map(DynamoDbKlingContacts::contact),
                item.findItem(FAILURE).map(failure -> new Failed(contact(failure), error(failure))));
    }

    private void set(String name, Item value) {
        dynamoDb.updateItem(builder -> builder.tableName(table)
                .key(KEY)
                .updateExpression("SET " + name + " = :value")
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromM(value.attributes())))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(PATIENCE)));
    }

    private static Item item(Contact contact) {
        return Item.create()
                .put("at", contact.at())
                .put("request", contact.request().word());
    }

    private static Contact contact(Item item) {
        return new Contact(item.needMoment("at"), Request.ofWord(item.needText("request")));
    }

    private static KlingError error(Item item) {
        Optional<Integer> code = item.findNumber("code").map(Long::intValue);
        return new KlingError(
                (int) item.needNumber("httpStatus"), code, item.needText("message"), item.findText("requestId"));
    }
}
