package klinggateway.aws;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import klinggateway.job.Job;
import klinggateway.job.JobStore.Advance;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The one way a job's row is written over: only if its version is the one that was read. A failed condition may be our own
 * write whose answer got lost, so each write carries a random mark.
 */
final class ConditionalPut {

    static final String SAME_VERSION = "version = :version";

    private final String table;
    private final Duration retention;
    private final RandomGenerator random;

    ConditionalPut(String table, Duration retention, RandomGenerator random) {
        this.table = table;
        this.retention = retention;
        this.random = random;
    }

    /** One write of a row, possibly tried several times. */
    record Write(Job next, String mark, Put put) {

        /** How the write went if its condition failed and the row is now {@code current}. */
        Advance afterFailedCondition(Map<String, AttributeValue> current) {
            if (current.isEmpty()) {
                throw new IllegalStateException(next.id() + " has vanished");
            }
            boolean ours = Item.of(current).needText("write").equals(mark);
            return ours ? new Advance.Won(next) : new Advance.Lost(JobRow.read(current));
        }
    }

    /** Writes a row that must not exist yet. */
    Write create(Job job) {
        String mark = mark();
        return new Write(
                job,
                mark,
                Put.builder()
                        .tableName(table)
                        .item(JobRow.of(job, mark, retention).attributes())
                        .conditionExpression("attribute_not_exists(id)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build());
    }

    /** Writes {@code next} over {@code read}. */
    Write replace(Job read, Job next) {
        String mark = mark();
        Job written = next.atVersion(read.version() + 1);
        return new Write(
                written,
                mark,
                Put.builder()
                        .tableName(table)
                        .item(JobRow.of(written, mark, retention).attributes())
                        .conditionExpression(SAME_VERSION)
                        .expressionAttributeValues(Map.of(":version", Item.number(read.version())))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build());
    }

    private String mark() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
