package klinggateway.aws;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.lifecycle.Terms;
import klinggateway.secret.Sha256;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** One item per job that its caller has named, in the table {@code Admission}; it is kept as long as the job. */
final class ExternalIdRow {

    private ExternalIdRow() {}

    /** The caller's text may be anything, so it is not part of the key as it is. */
    static Map<String, AttributeValue> key(String keyId, String externalId) {
        return Map.of("id", Item.text("external#" + keyId), "part", Item.text(Sha256.hex(externalId)));
    }

    static TransactWriteItem put(String table, Job job, Terms.ExternalId externalId, Duration retention) {
        Item item = Item.of(new HashMap<>(key(job.keyId(), externalId.text())))
                .put("jobId", job.id().text())
                .put("expiresAt", job.createdAt().plus(retention).getEpochSecond());
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(item.attributes())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        externalId
                .released()
                .ifPresentOrElse(
                        old -> put.conditionExpression("attribute_not_exists(id) OR jobId = :old")
                                .expressionAttributeValues(Map.of(":old", Item.text(old.text()))),
                        () -> put.conditionExpression("attribute_not_exists(id)"));
        return TransactWriteItem.builder().put(put.build()).build();
    }

    static Optional<JobId> read(Map<String, AttributeValue> attributes) {
        return JobId.parse(Item.of(attributes).needText("jobId"));
    }
}
