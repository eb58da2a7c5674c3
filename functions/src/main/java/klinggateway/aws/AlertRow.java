package klinggateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.util.Map;
import klinggateway.alert.Alert;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An alert as JSON in an item of the history, which is in the order of ids and so of time; it expires once it has cleared. */
final class AlertRow {

    static final String PART = "history";

    private static final Duration KEPT = Duration.ofDays(400);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // What is derived from the others is written, too.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private AlertRow() {}

    static Map<String, AttributeValue> key(String id) {
        return Map.of("part", Item.text(PART), "id", Item.text(id));
    }

    static Item of(Alert alert) {
        Item item = Item.create()
                .put("part", PART)
                .put("id", alert.id())
                .put("alert", json(alert))
                .put("version", alert.version());
        alert.clearedAt().ifPresent(at -> item.put("expiresAt", at.plus(KEPT).getEpochSecond()));
        return item;
    }

    static Alert read(Map<String, AttributeValue> attributes) {
        try {
            return JSON.readValue(Item.of(attributes).needText("alert"), Alert.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored alert cannot be read", e);
        }
    }

    private static String json(Alert alert) {
        try {
            return JSON.writeValueAsString(alert);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain records can be written as JSON", e);
        }
    }
}
