package klinggateway.crash;

import java.util.List;
import java.util.Map;
import klinggateway.TestGateway;
import klinggateway.aws.FaultyDynamoDb;
import klinggateway.job.Slots;
import klinggateway.kling.Kling;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Mistakes on purpose, to see that they are found. */
enum PlantedBug implements Bug {

    /** A process that dies in between leaves a job without its line in the ledger. */
    USAGE_OUTSIDE_OF_THE_TRANSACTION("its usage") {
        @Override
        public DynamoDbClient in(DynamoDbClient dynamoDb) {
            return FaultyDynamoDb.decorated(dynamoDb, call -> {
                if (!(call.request() instanceof TransactWriteItemsRequest all)) {
                    return call.invoke();
                }
                List<TransactWriteItem> usage =
                        all.transactItems().stream().filter(PlantedBug::isUsage).toList();
                List<TransactWriteItem> others = all.transactItems().stream()
                        .filter(item -> !isUsage(item))
                        .toList();
                Object answer = dynamoDb.transactWriteItems(
                        all.toBuilder().transactItems(others).build());
                for (TransactWriteItem item : usage) {
                    dynamoDb.putItem(put -> put.tableName(item.put().tableName())
                            .item(item.put().item()));
                }
                return answer;
            });
        }
    },

    SLOT_NEVER_FREED("slots of the pool") {
        @Override
        public Slots in(Slots slots) {
            return BuggySlots.neverFreeing(slots);
        }
    },

    /** What was created without an answer is created once more. */
    SENT_AGAIN_WITHOUT_ASKING("was bought") {
        @Override
        public Kling in(Kling kling) {
            return new BuggyKling(kling);
        }
    },

    SETTLED_TWICE("the budgets are") {
        @Override
        public DynamoDbClient in(DynamoDbClient dynamoDb) {
            return FaultyDynamoDb.decorated(dynamoDb, call -> {
                Object answer = call.invoke();
                if (call.request() instanceof TransactWriteItemsRequest all) {
                    for (TransactWriteItem item : all.transactItems()) {
                        Update update = item.update();
                        if (update != null && update.updateExpression().contains("spent")) {
                            dynamoDb.updateItem(again -> again.tableName(update.tableName())
                                    .key(update.key())
                                    .updateExpression(update.updateExpression())
                                    .expressionAttributeValues(update.expressionAttributeValues()));
                        }
                    }
                }
                return answer;
            });
        }
    },

    /** A process that dies in between leaves a job that none can be like. */
    PLACE_OUTSIDE_OF_THE_TRANSACTION("neither is a duplicate") {
        @Override
        public DynamoDbClient in(DynamoDbClient dynamoDb) {
            return FaultyDynamoDb.decorated(dynamoDb, call -> {
                if (!(call.request() instanceof TransactWriteItemsRequest all)) {
                    return call.invoke();
                }
                Object answer = dynamoDb.transactWriteItems(all.toBuilder()
                        .transactItems(all.transactItems().stream()
                                .map(item -> isPlace(item) ? checked(item.put()) : item)
                                .toList())
                        .build());
                all.transactItems().stream()
                        .filter(PlantedBug::isPlace)
                        .forEach(item ->
                                dynamoDb.putItem(put -> put.tableName(item.put().tableName())
                                        .item(item.put().item())));
                return answer;
            });
        }
    },

    NO_PLACE_IS_EVER_LEFT("which came long before") {
        @Override
        public DynamoDbClient in(DynamoDbClient dynamoDb) {
            return FaultyDynamoDb.decorated(dynamoDb, call -> {
                if (!(call.request() instanceof TransactWriteItemsRequest all)) {
                    return call.invoke();
                }
                return dynamoDb.transactWriteItems(all.toBuilder()
                        .transactItems(all.transactItems().stream()
                                .map(item -> isPlace(item) ? occupied(item.put()) : item)
                                .toList())
                        .build());
            });
        }
    };

    private final String symptom;

    PlantedBug(String symptom) {
        this.symptom = symptom;
    }

    /** A story that it shows in. */
    Scenario scenario() {
        return switch (this) {
            case USAGE_OUTSIDE_OF_THE_TRANSACTION, SLOT_NEVER_FREED, SENT_AGAIN_WITHOUT_ASKING, SETTLED_TWICE ->
                Scenarios.TIME_OUT;
            case PLACE_OUTSIDE_OF_THE_TRANSACTION, NO_PLACE_IS_EVER_LEFT -> Scenarios.SENT_AGAIN;
        };
    }

    /** What the broken invariant says. */
    String symptom() {
        return symptom;
    }

    /** Whether it says which job others may be like. */
    private static boolean isPlace(TransactWriteItem item) {
        return item.put() != null
                && item.put().item().containsKey("id")
                && item.put().item().get("id").s().startsWith("order#");
    }

    private static TransactWriteItem checked(Put place) {
        ConditionCheck check = ConditionCheck.builder()
                .tableName(place.tableName())
                .key(Map.of("id", place.item().get("id"), "part", place.item().get("part")))
                .conditionExpression(place.conditionExpression())
                .expressionAttributeValues(place.expressionAttributeValues())
                .returnValuesOnConditionCheckFailure(place.returnValuesOnConditionCheckFailure())
                .build();
        return TransactWriteItem.builder().conditionCheck(check).build();
    }

    private static TransactWriteItem occupied(Put place) {
        return TransactWriteItem.builder()
                .put(place.toBuilder()
                        .conditionExpression("attribute_not_exists(id)")
                        .expressionAttributeValues(null)
                        .build())
                .build();
    }

    private static boolean isUsage(TransactWriteItem item) {
        return item.put() != null && item.put().tableName().equals(TestGateway.TABLE_NAMES.usage());
    }
}
