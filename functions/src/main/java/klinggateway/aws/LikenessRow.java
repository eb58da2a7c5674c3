package klinggateway.aws;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.lifecycle.Terms.Likeness;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** One item per job that later ones may be like, in the table {@code Admission}; it counts for ten minutes. */
final class LikenessRow {

    private static final Duration COUNTED = Duration.ofMinutes(10);

    private LikenessRow() {}

    static TransactWriteItem put(String table, Job job, Likeness likeness) {
        Item item = Item.create()
                .put("id", "order#" + job.keyId())
                .put("part", likeness.digest())
                .put("jobId", job.id().text())
                .put("acceptedAt", job.createdAt())
                .put("expiresAt", job.createdAt().plus(COUNTED).getEpochSecond());
        Map<String, AttributeValue> values = new HashMap<>();
        // DynamoDB deletes what has expired some hours late, and knows seconds only.
        values.put(":past", Item.number(job.createdAt().minus(COUNTED).toEpochMilli()));
        likeness.replaced().ifPresent(first -> values.put(":replaced", Item.text(first.text())));
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(id) OR acceptedAt <= :past"
                                + likeness.replaced()
                                        .map(first -> " OR jobId = :replaced")
                                        .orElse(""))
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }

    static JobId read(Map<String, AttributeValue> attributes) {
        return JobId.parse(Item.of(attributes).needText("jobId")).orElseThrow();
    }
}
