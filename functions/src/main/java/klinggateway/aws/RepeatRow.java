package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.lifecycle.Ledger.Acceptance.Repeated;
import klinggateway.lifecycle.Terms.Repeatable;
import klinggateway.secret.Sha256;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** One item per order that may come again, in the table {@code Admission}; it counts for a day. */
final class RepeatRow {

    private static final Duration KEPT = Duration.ofHours(24);

    private RepeatRow() {}

    /** The caller's text may be anything, so it is not part of the key as it is. */
    static Map<String, AttributeValue> key(String keyId, String repeatKey) {
        return Map.of("id", Item.text("repeat#" + keyId), "part", Item.text(Sha256.hex(repeatKey)));
    }

    static TransactWriteItem put(String table, Job job, Repeatable order, Instant now) {
        Item item = Item.of(new HashMap<>(key(job.keyId(), order.key())))
                .put("jobId", job.id().text())
                .put("bodyHash", order.bodyHash())
                .put("expiresAt", now.plus(KEPT).getEpochSecond());
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(item.attributes())
                        // DynamoDB deletes what has expired some hours late.
                        .conditionExpression("attribute_not_exists(id) OR expiresAt <= :now")
                        .expressionAttributeValues(Map.of(":now", Item.number(now.getEpochSecond())))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }

    /** What an item says, unless it has expired. */
    static Optional<Repeated> read(Map<String, AttributeValue> attributes, Instant now) {
        Item item = Item.of(attributes);
        return Optional.of(new Repeated(JobId.parse(item.needText("jobId")).orElseThrow(), item.needText("bodyHash")))
                .filter(repeated -> item.needNumber("expiresAt") > now.getEpochSecond());
    }
}
