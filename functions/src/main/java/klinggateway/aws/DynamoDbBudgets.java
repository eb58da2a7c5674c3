package klinggateway.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import klinggateway.job.Budget;
import klinggateway.job.Budgets;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Budgets in the table {@code Admission}. */
public final class DynamoDbBudgets implements Budgets {

    private final Table rows;

    public DynamoDbBudgets(DynamoDbClient dynamoDb, String table, RandomGenerator random) {
        this.rows = new Table(dynamoDb, table, random);
    }

    @Override
    public List<Budget> find(List<Account> accounts) {
        Map<Map<String, AttributeValue>, Item> found = new HashMap<>();
        for (Map<String, AttributeValue> row :
                rows.getAll(accounts.stream().map(DynamoDbBudgets::key).collect(Collectors.toUnmodifiableSet()))) {
            found.put(Map.of("id", row.get("id"), "part", row.get("part")), Item.of(row));
        }
        return accounts.stream()
                .map(account -> BudgetRow.read(
                        found.getOrDefault(key(account), Item.create()), account.period(), Optional.empty()))
                .toList();
    }

    private static Map<String, AttributeValue> key(Account account) {
        return BudgetRow.key(account.keyId(), account.period());
    }
}
