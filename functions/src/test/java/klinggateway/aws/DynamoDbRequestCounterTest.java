package klinggateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import klinggateway.StandIn;
import klinggateway.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ParameterizedClass
@EnumSource(StandIn.class)
class DynamoDbRequestCounterTest {

    private static final long WINDOW = 179_552_520;

    private final TestGateway gateway;
    private final DynamoDbRequestCounter counter;

    DynamoDbRequestCounterTest(StandIn aws) {
        gateway = new TestGateway(aws);
        counter = new DynamoDbRequestCounter(gateway.dynamoDb(), "AdmissionTable");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void of_requests_at_the_same_moment_exactly_as_many_are_counted_as_may_be() throws Exception {
        List<Callable<Boolean>> requests = IntStream.range(0, 60)
                .<Callable<Boolean>>mapToObj(i -> () -> counter.count("key", WINDOW, 20))
                .toList();

        int counted = 0;
        try (ExecutorService callers = Executors.newFixedThreadPool(12)) {
            for (Future<Boolean> request : callers.invokeAll(requests)) {
                counted += request.get() ? 1 : 0;
            }
        }

        assertThat(counted).isEqualTo(20);
        assertThat(counter.count("key", WINDOW + 1, 20)).isTrue();
        assertThat(counter.count("other", WINDOW, 20)).isTrue();
    }

    @Test
    void the_count_expires_after_its_window() {
        counter.count("key", WINDOW, 20);

        Map<String, AttributeValue> item = gateway.dynamoDb()
                .getItem(builder -> builder.tableName("AdmissionTable")
                        .key(Map.of("id", Item.text("rate#key"), "part", Item.text("179552520"))))
                .item();
        assertThat(Item.of(item).needNumber("requests")).isEqualTo(1);
        assertThat(Item.of(item).needNumber("expiresAt")).isEqualTo(1_795_525_270);
    }
}
