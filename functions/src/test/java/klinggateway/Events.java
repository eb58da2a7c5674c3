package klinggateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import klinggateway.job.PollQueue.Message;

/** {@code events/*.json}, read as Lambda reads events, and requests made from them. */
public final class Events {

    private static final Path FOLDER = Path.of("..", "events");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Events() {}

    /** The sample event of a function. */
    public static <T> T read(String name, Class<T> type) {
        try {
            String json = Files.readString(FOLDER.resolve(name + ".json"));
            return LambdaEventSerializers.serializerFor(type, Events.class.getClassLoader())
                    .fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample request of a function. */
    public static APIGatewayV2HTTPEvent http(String name) {
        return read(name, APIGatewayV2HTTPEvent.class);
    }

    /** A request like the sample one of a function, with another key. */
    public static APIGatewayV2HTTPEvent httpWithKey(String name, String key) {
        APIGatewayV2HTTPEvent event = http(name);
        event.setHeaders(new HashMap<>(event.getHeaders()));
        event.getHeaders().put("authorization", "Bearer " + key);
        return event;
    }

    /** A request for {@code route} with these query parameters. */
    public static APIGatewayV2HTTPEvent get(String route, Map<String, String> query, String key) {
        APIGatewayV2HTTPEvent event = httpWithKey("status", key);
        event.setRouteKey("GET " + route);
        event.setQueryStringParameters(query);
        return event;
    }

    /** A batch of these messages, as the poll queue delivers it. */
    public static SQSEvent batch(List<Message> messages) {
        List<SQSEvent.SQSMessage> records = new ArrayList<>();
        for (Message message : messages) {
            SQSEvent.SQSMessage record = new SQSEvent.SQSMessage();
            record.setMessageId("message-" + records.size());
            record.setBody(message.text());
            records.add(record);
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(records);
        return event;
    }

    /** The JSON that a handler answered. */
    public static JsonNode body(APIGatewayV2HTTPResponse response) {
        try {
            return JSON.readTree(response.getBody());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + response.getBody(), e);
        }
    }
}
