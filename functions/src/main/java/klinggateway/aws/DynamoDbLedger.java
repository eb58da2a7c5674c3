package klinggateway.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.job.Job;
import klinggateway.job.JobStore.Advance;
import klinggateway.lifecycle.Ledger;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The two transactions, over the tables {@code Jobs} and {@code Usage}. A canceled transaction is read reason by reason: a
 * condition that failed on the job means that somebody else was first, or that the answer to our own write got lost;
 * everything else passes and is tried again.
 */
public final class DynamoDbLedger implements Ledger {

    private static final int JOB = 0;
    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final List<String> PASSING =
            List.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final DynamoDbClient dynamoDb;
    private final String usageTable;
    private final Duration usageRetention;
    private final InstantSource clock;
    private final Backoff backoff;
    private final ConditionalPut conditionalPut;

    public DynamoDbLedger(
            DynamoDbClient dynamoDb,
            String jobsTable,
            Duration jobRetention,
            String usageTable,
            Duration usageRetention,
            InstantSource clock,
            RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.usageTable = usageTable;
        this.usageRetention = usageRetention;
        this.clock = clock;
        this.backoff = new Backoff(random, Backoff::sleep);
        this.conditionalPut = new ConditionalPut(jobsTable, jobRetention, random);
    }

    @Override
    public Acceptance accept(Job job, UsageEntry entry) {
        Optional<Map<String, AttributeValue>> current =
                write(conditionalPut.create(job).put(), entry);
        boolean isOurs = current.isEmpty() || JobRow.read(current.get()).nonce().equals(job.nonce());
        return isOurs ? Acceptance.ACCEPTED : Acceptance.ID_TAKEN;
    }

    @Override
    public Advance end(Job read, Job next, UsageEntry entry) {
        ConditionalPut.Write write = conditionalPut.replace(read, next);
        return write(write.put(), entry)
                .map(write::afterFailedCondition)
                .orElseGet(() -> new Advance.Won(write.next()));
    }

    /** Writes both, or answers the job's row as it is because its condition failed. */
    private Optional<Map<String, AttributeValue>> write(Put job, UsageEntry entry) {
        for (int failed = 0; ; failed++) {
            try {
                // Stamped anew for each try: a minute that ended a while ago receives no more items.
                Put usage = Put.builder()
                        .tableName(usageTable)
                        .item(UsageRow.of(new UsageItem(clock.instant(), entry), usageRetention)
                                .attributes())
                        .build();
                dynamoDb.transactWriteItems(builder -> builder.transactItems(
                        TransactWriteItem.builder().put(job).build(),
                        TransactWriteItem.builder().put(usage).build()));
                return Optional.empty();
            } catch (TransactionCanceledException e) {
                CancellationReason reason = e.cancellationReasons().get(JOB);
                if (CONDITION_FAILED.equals(reason.code())) {
                    return Optional.of(reason.item());
                }
                if (!passes(e) || failed == Backoff.TRIES) {
                    throw e;
                }
            } catch (TransactionInProgressException e) {
                if (failed == Backoff.TRIES) {
                    throw e;
                }
            } catch (SdkClientException noAnswer) {
                // It may have been carried out. The second try tells: then its condition fails on our own row.
                if (failed > 0) {
                    throw noAnswer;
                }
            }
            backoff.await(failed);
        }
    }

    private static boolean passes(TransactionCanceledException canceled) {
        return canceled.cancellationReasons().stream().anyMatch(reason -> PASSING.contains(reason.code()));
    }
}
