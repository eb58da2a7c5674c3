package klinggateway.aws;

import java.util.List;
import java.util.Map;
import klinggateway.alert.Rule;
import klinggateway.alert.RuleJson;
import klinggateway.alert.RuleStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rules in the table {@code Alerts}, each as JSON. */
public final class DynamoDbRuleStore implements RuleStore {

    private static final String PART = "rules";

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbRuleStore(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public List<Rule> all() {
        return dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("part = :part")
                        .expressionAttributeValues(Map.of(":part", Item.text(PART)))
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> RuleJson.read(Item.of(item).needText("rule")))
                .toList();
    }

    @Override
    public void put(Rule rule) {
        Item item = Item.create()
                .put("part", PART)
                .put("id", rule.id())
                .put("rule", RuleJson.of(rule).toString());
        dynamoDb.putItem(put -> put.tableName(table).item(item.attributes()));
    }

    @Override
    public void delete(String id) {
        Map<String, AttributeValue> key = Map.of("part", Item.text(PART), "id", Item.text(id));
        dynamoDb.deleteItem(delete -> delete.tableName(table).key(key));
    }
}
