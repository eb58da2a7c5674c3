package klinggateway.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.alert.Rule;
import klinggateway.alert.RuleJson;
import klinggateway.alert.RuleStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Rules in one item of the table {@code Alerts}, each an attribute, beside the number of those that were added: so a rule can be
 * written on condition of how many there are. A hundred of the longest fit.
 */
public final class DynamoDbRuleStore implements RuleStore {

    private static final Map<String, AttributeValue> KEY = Map.of("part", Item.text("rules"), "id", Item.text("all"));
    private static final String PREFIX = "rule#";

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbRuleStore(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public List<Rule> all() {
        return dynamoDb.getItem(get -> get.tableName(table).key(KEY).consistentRead(true)).item().entrySet().stream()
                .filter(attribute -> attribute.getKey().startsWith(PREFIX))
                .map(attribute -> rule(attribute.getValue()))
                .toList();
    }

    @Override
    public boolean add(Rule rule, int most) {
        return write(
                rule,
                "SET #rule = :rule ADD added :one",
                "attribute_not_exists(#rule) AND (attribute_not_exists(added) OR added < :most)",
                Map.of(":one", Item.number(1), ":most", Item.number(most)));
    }

    @Override
    public boolean replace(Rule read, Rule next) {
        return read.version() == 0
                ? write(next, "SET #rule = :rule", "attribute_not_exists(#rule)", Map.of())
                : write(
                        next,
                        "SET #rule = :rule",
                        "#rule.version = :version",
                        Map.of(":version", Item.number(read.version())));
    }

    @Override
    public void remove(String id) {
        try {
            dynamoDb.updateItem(update -> update.tableName(table)
                    .key(KEY)
                    .updateExpression("REMOVE #rule ADD added :less")
                    .conditionExpression("attribute_exists(#rule)")
                    .expressionAttributeNames(names(id))
                    .expressionAttributeValues(Map.of(":less", Item.number(-1))));
        } catch (ConditionalCheckFailedException isGone) {
            // By another request, or by this one if its first answer got lost.
        }
    }

    @Override
    public void restore(String id) {
        dynamoDb.updateItem(update -> update.tableName(table)
                .key(KEY)
                .updateExpression("REMOVE #rule")
                .expressionAttributeNames(names(id)));
    }

    private boolean write(Rule rule, String update, String condition, Map<String, AttributeValue> values) {
        AttributeValue written = value(rule);
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":rule", written);
        try {
            dynamoDb.updateItem(request -> request.tableName(table)
                    .key(KEY)
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names(rule.id()))
                    .expressionAttributeValues(all)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException e) {
            // Our own write, if the answer to the first try got lost.
            return Optional.ofNullable(e.item())
                    .map(item -> item.get(PREFIX + rule.id()))
                    .filter(written::equals)
                    .isPresent();
        }
    }

    private static Map<String, String> names(String id) {
        return Map.of("#rule", PREFIX + id);
    }

    private static AttributeValue value(Rule rule) {
        return AttributeValue.fromM(Item.create()
                .put("rule", RuleJson.of(rule).toString())
                .put("version", rule.version())
                .attributes());
    }

    private static Rule rule(AttributeValue value) {
        Item item = Item.of(value.m());
        return RuleJson.read(item.needText("rule")).atVersion(item.needNumber("version"));
    }
}
