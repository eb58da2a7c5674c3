package klinggateway.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** DynamoDB with the faults that DynamoDB Local never has. */
public final class FaultyDynamoDb {

    private FaultyDynamoDb() {}

    /** Every write with this name is carried out twice, as the SDK does when the answer to the first got lost. */
    static DynamoDbClient repeating(DynamoDbClient real, String operation) {
        return decorated(real, call -> {
            if (call.operation().equals(operation)) {
                call.invoke();
            }
            return call.invoke();
        });
    }

    /** The first {@code times} transactions are canceled for this reason without having been carried out. */
    static DynamoDbClient canceling(DynamoDbClient real, int times, String... reasons) {
        AtomicInteger left = new AtomicInteger(times);
        return decorated(real, call -> {
            if (call.operation().equals("transactWriteItems") && left.getAndDecrement() > 0) {
                throw TransactionCanceledException.builder()
                        .cancellationReasons(Arrays.stream(reasons)
                                .map(code ->
                                        CancellationReason.builder().code(code).build())
                                .toList())
                        .build();
            }
            return call.invoke();
        });
    }

    /** The first {@code times} puts are refused because a transaction is at work on the item. */
    static DynamoDbClient conflicting(DynamoDbClient real, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return decorated(real, call -> {
            if (call.operation().equals("putItem") && left.getAndDecrement() > 0) {
                throw TransactionConflictException.builder().build();
            }
            return call.invoke();
        });
    }

    /** The first transaction is carried out, and no answer arrives. */
    static DynamoDbClient timingOut(DynamoDbClient real) {
        AtomicInteger left = new AtomicInteger(1);
        return decorated(real, call -> {
            Object answer = call.invoke();
            if (call.operation().equals("transactWriteItems") && left.getAndDecrement() > 0) {
                throw SdkClientException.create("timed out");
            }
            return answer;
        });
    }

    /** The first transaction is carried out, and its answer is that it is still in progress. */
    static DynamoDbClient losingTheFirstAnswer(DynamoDbClient real) {
        AtomicInteger left = new AtomicInteger(1);
        return decorated(real, call -> {
            Object answer = call.invoke();
            if (call.operation().equals("transactWriteItems") && left.getAndDecrement() > 0) {
                throw TransactionInProgressException.builder().build();
            }
            return answer;
        });
    }

    /**
     * One request.
     *
     * @param request what is asked, for instance a {@code PutItemRequest}
     */
    public record Call(DynamoDbClient real, Method method, Object request) {

        /** For instance {@code putItem}. */
        public String operation() {
            return method.getName();
        }

        /** Carries it out; what it throws is what the client throws. */
        public Object invoke() throws Throwable {
            try {
                return method.invoke(real, request);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    /** What happens instead of a request, or around it. */
    public interface Fault {
        Object around(Call call) throws Throwable;
    }

    /** A client whose every request goes through {@code fault}. */
    public static DynamoDbClient decorated(DynamoDbClient real, Fault fault) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                FaultyDynamoDb.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (arguments == null || arguments.length != 1) {
                        throw new IllegalStateException(method + " is no request");
                    }
                    if (method.isDefault() && arguments[0] instanceof Consumer<?>) {
                        // Such a method builds the request and calls its sister, which is where the fault belongs.
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    return fault.around(new Call(real, method, arguments[0]));
                });
    }
}
