package klinggateway.crash;

import java.util.Optional;
import klinggateway.aws.FaultyDynamoDb;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** DynamoDB to which what the plan says happens. */
final class Faulty {

    /** How a request is named that a transaction can be in the way of. */
    static final String CONFLICTING = "dynamoDb! ";

    private Faulty() {}

    static DynamoDbClient dynamoDb(DynamoDbClient real, Sandbox sandbox) {
        return FaultyDynamoDb.decorated(real, call -> {
            boolean isTransaction = call.request() instanceof TransactWriteItemsRequest;
            boolean isRow = call.request() instanceof PutItemRequest put
                    && "version = :version".equals(put.conditionExpression());
            String name = (isTransaction || isRow ? CONFLICTING : "dynamoDb ") + call.operation();
            Optional<Fault> fault = sandbox.begin(name);
            if (fault.isPresent()) {
                switch (fault.get()) {
                    case CONFLICT -> throw isTransaction ? canceled("TransactionConflict") : conflict();
                    case THROTTLED -> throw isTransaction ? canceled("ThrottlingError") : throttled();
                    case LOST_ANSWER -> {
                        call.invoke();
                        throw SdkClientException.create("no answer arrived");
                    }
                    case REPEATED -> call.invoke();
                    case CRASH_BEFORE, CRASH_AFTER, MEANWHILE -> {
                        // Before or after the request itself.
                    }
                }
            }
            Object answer = call.invoke();
            sandbox.end(fault);
            return answer;
        });
    }

    private static RuntimeException canceled(String reason) {
        return TransactionCanceledException.builder()
                .cancellationReasons(CancellationReason.builder().code(reason).build())
                .build();
    }

    private static RuntimeException conflict() {
        return TransactionConflictException.builder().build();
    }

    private static RuntimeException throttled() {
        return ProvisionedThroughputExceededException.builder().build();
    }
}
