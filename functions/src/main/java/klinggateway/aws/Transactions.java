package klinggateway.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Writes several items or none. A canceled transaction is read reason by reason: a failed condition is answered, whatever passes
 * is tried again.
 */
final class Transactions {

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final List<String> PASSING =
            List.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final DynamoDbClient dynamoDb;
    private final Backoff backoff;

    Transactions(DynamoDbClient dynamoDb, RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.backoff = new Backoff(random, Backoff::sleep);
    }

    /** The first write whose condition failed, and the item that it failed on, if the write asked for it. */
    record Failed(int index, Map<String, AttributeValue> item) {}

    /**
     * Writes all, or answers what a condition failed on.
     *
     * @param writes made anew for each try
     */
    Optional<Failed> write(Supplier<List<TransactWriteItem>> writes) {
        for (int failed = 0; ; failed++) {
            try {
                List<TransactWriteItem> items = writes.get();
                dynamoDb.transactWriteItems(builder -> builder.transactItems(items));
                return Optional.empty();
            } catch (TransactionCanceledException e) {
                Optional<Failed> condition = failedCondition(e);
                if (condition.isPresent()) {
                    return condition;
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

    private static Optional<Failed> failedCondition(TransactionCanceledException canceled) {
        List<CancellationReason> reasons = canceled.cancellationReasons();
        OptionalInt first = IntStream.range(0, reasons.size())
                .filter(i -> CONDITION_FAILED.equals(reasons.get(i).code()))
                .findFirst();
        return first.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failed(
                        first.getAsInt(), reasons.get(first.getAsInt()).item()));
    }

    private static boolean passes(TransactionCanceledException canceled) {
        return canceled.cancellationReasons().stream().anyMatch(reason -> PASSING.contains(reason.code()));
    }
}
