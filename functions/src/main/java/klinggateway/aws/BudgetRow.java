package klinggateway.aws;

import java.util.Map;
import java.util.Optional;
import klinggateway.job.Budget;
import klinggateway.usage.Status;
import klinggateway.usage.UsageEntry;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One item per key and period in the table {@code Admission}: {@code spent}, {@code reserved}, and {@code used}, the sum of
 * both. A limit is no part of it: it comes with each order as a bound for {@code used}, so changing it needs no write here.
 */
final class BudgetRow {

    private final String table;

    BudgetRow(String table) {
        this.table = table;
    }

    static Map<String, AttributeValue> key(String keyId, String period) {
        return Map.of("id", Item.text("budget#" + keyId), "part", Item.text(period));
    }

    /** The budget in an item; nothing if there is none. */
    static Budget read(Item item, String period, Optional<Long> limit) {
        return new Budget(
                period,
                limit,
                item.findNumber("spent").orElse(0L),
                item.findNumber("reserved").orElse(0L));
    }

    /** Reserves the estimate, if that stays within the limit. */
    TransactWriteItem reserve(String keyId, String period, long microUsd, Optional<Long> limit) {
        return TransactWriteItem.builder()
                .update(update -> {
                    update.tableName(table)
                            .key(key(keyId, period))
                            .updateExpression("ADD used :amount, reserved :amount")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
                    if (limit.isPresent()) {
                        long room = limit.get() - microUsd;
                        // What is more than the whole limit must not pass because nothing was spent yet.
                        update.conditionExpression(
                                        room < 0 ? "used <= :room" : "attribute_not_exists(used) OR used <= :room")
                                .expressionAttributeValues(
                                        Map.of(":amount", Item.number(microUsd), ":room", Item.number(room)));
                    } else {
                        update.expressionAttributeValues(Map.of(":amount", Item.number(microUsd)));
                    }
                })
                .build();
    }

    /** Replaces what was reserved, or charged before, by what is owed. Unconditional: it has been spent. */
    TransactWriteItem settle(String period, UsageEntry entry) {
        long before = entry.before().microUsd();
        long after = entry.after().microUsd();
        boolean wasReserved = entry.from().filter(Status.OPEN::equals).isPresent();
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(key(entry.keyId(), period))
                        .updateExpression("ADD used :used, reserved :reserved, spent :spent")
                        .expressionAttributeValues(Map.of(
                                ":used", Item.number(after - before),
                                ":reserved", Item.number(wasReserved ? -before : 0),
                                ":spent", Item.number(wasReserved ? after : after - before))))
                .build();
    }
}
