package klinggateway.aws;

import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Budgets in the table {@code Admission}. */
public final class DynamoDbBudgets implements Budgets {

    private final Table rows;

    public DynamoDbBudgets(DynamoDbClient dynamoDb, String table, RandomGenerator random) {
        this.rows = new Table(dynamoDb, table, random);
    }

    @Override
    public Budget find(String keyId, String period) {
        Item item = rows.get(BudgetRow.key(keyId, period)).map(Item::of).orElseGet(Item::create);
        return BudgetRow.read(item, period, Optional.empty());
    }
}
