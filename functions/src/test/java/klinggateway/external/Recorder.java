package klinggateway.external;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.analytics.TestAnalytics;
import klinggateway.compact.TestCompact;
import klinggateway.usage.UsageItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records events on the parts of a test, and says what has come of it. */
final class Recorder {

    private final TestGateway gateway;
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler;

    Recorder(TestGateway gateway) {
        this.gateway = gateway;
        this.handler = TestAnalytics.on(gateway);
    }

    /** The body of the answer to what {@code sender} sends, which must have this status. */
    JsonNode answer(int status, String json, String sender) {
        APIGatewayV2HTTPResponse response = handler.handleRequest(request(json, sender), new TestContext());
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(status);
        return body(response);
    }

    static APIGatewayV2HTTPEvent request(String json, String sender) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", sender);
        event.setRouteKey("POST /api/usage-analytics");
        event.setBody(json);
        return event;
    }

    /** What analytics say to a key. */
    JsonNode usage(String reader) {
        return body(handler.handleRequest(Events.get("/api/usage-analytics", Map.of(), reader), new TestContext()));
    }

    /** All lines of the ledger in the days before the test's present, of every key. */
    List<UsageItem> items() {
        return gateway.dynamoDb().scan(scan -> scan.tableName("UsageTable")).items().stream()
                .map(item -> Instant.parse(item.getOrDefault("minute", AttributeValue.fromS("none"))
                        .s()))
                .distinct()
                .flatMap(minute -> gateway.usage.minute(minute).stream())
                .toList();
    }

    void compact() {
        TestCompact.on(gateway.usage, gateway.rollups, gateway.reopenings, gateway.log, gateway.time)
                .handleRequest(Events.read("compact", ScheduledEvent.class), new TestContext());
    }
}
