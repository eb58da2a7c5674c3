package klinggateway.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.aws.Transactions.Failed;
import klinggateway.job.JobId;
import klinggateway.secret.Sha256;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.Granularity;
import klinggateway.usage.UsageItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Events in one transaction each: the event's name in the table {@code Admission}, its item in {@code Usage}, and the mark that
 * reopens its minute.
 */
public final class DynamoDbExternalUsage implements ExternalUsage {

    private static final int NAME = 0;

    private final String usageTable;
    private final String admissionTable;
    private final Duration retention;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Transactions transactions;

    /** @param retention how long usage items are kept, and with them their names */
    public DynamoDbExternalUsage(
            DynamoDbClient dynamoDb,
            String usageTable,
            String admissionTable,
            Duration retention,
            InstantSource clock,
            RandomGenerator random) {
        this.usageTable = usageTable;
        this.admissionTable = admissionTable;
        this.retention = retention;
        this.clock = clock;
        this.random = random;
        this.transactions = new Transactions(dynamoDb, random);
    }

    @Override
    public Outcome record(Event event) {
        String mark = HexFormat.of().toHexDigits(random.nextLong());
        for (int i = 0; i < Backoff.TRIES; i++) {
            Optional<Failed> failed = transactions.write(() -> List.of(
                    name(event, mark),
                    usage(event),
                    DynamoDbReopenings.mark(admissionTable, Granularity.MINUTE.floor(event.at()))));
            if (failed.isEmpty()) {
                return Outcome.RECORDED;
            }
            if (failed.get().index() == NAME) {
                return known(Item.of(failed.get().item()), event, mark);
            }
            // Another item has this id, which is random and will be another one.
        }
        throw new IllegalStateException("no id is left at " + event.at());
    }

    /** The mark tells our own write, whose answer got lost, from somebody else's. */
    private static Outcome known(Item name, Event event, String mark) {
        if (name.needText("mark").equals(mark)) {
            return Outcome.RECORDED;
        }
        return name.needText("hash").equals(event.hash()) ? Outcome.REPEATED : Outcome.NAME_TAKEN;
    }

    private TransactWriteItem name(Event event, String mark) {
        long now = clock.instant().getEpochSecond();
        Item item = Item.create()
                .put("id", "event#" + event.keyId())
                .put("part", Sha256.hex(event.eventId()))
                .put("hash", event.hash())
                .put("mark", mark)
                .put("expiresAt", now + retention.toSeconds());
        return put(Put.builder()
                .tableName(admissionTable)
                .item(item.attributes())
                // DynamoDB deletes what has expired some hours late.
                .conditionExpression("attribute_not_exists(id) OR expiresAt <= :now")
                .expressionAttributeValues(Map.of(":now", Item.number(now)))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }

    private TransactWriteItem usage(Event event) {
        JobId id = JobId.of(event.at(), random.nextLong());
        return put(Put.builder()
                .tableName(usageTable)
                .item(UsageRow.of(new UsageItem(event.at(), event.entry(id)), retention)
                        .attributes())
                // Events of one millisecond are many where a history is recorded, and ids have but 21 random bits.
                .conditionExpression("attribute_not_exists(#item)")
                .expressionAttributeNames(Map.of("#item", "item")));
    }

    private static TransactWriteItem put(Put.Builder put) {
        return TransactWriteItem.builder().put(put.build()).build();
    }
}
