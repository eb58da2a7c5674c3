package klinggateway.crash;

import java.util.List;
import klinggateway.TestGateway;
import klinggateway.aws.FaultyDynamoDb;
import klinggateway.job.Slots;
import klinggateway.kling.Kling;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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
    };

    private final String symptom;

    PlantedBug(String symptom) {
        this.symptom = symptom;
    }

    /** What the broken invariant says. */
    String symptom() {
        return symptom;
    }

    private static boolean isUsage(TransactWriteItem item) {
        return item.put() != null && item.put().tableName().equals(TestGateway.TABLE_NAMES.usage());
    }
}
