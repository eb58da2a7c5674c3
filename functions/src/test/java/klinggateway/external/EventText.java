package klinggateway.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Events to be recorded, as texts of JSON. */
final class EventText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The usual one. */
    static final String EVENT = "{\"eventId\":\"e1\",\"kind\":\"text2video\",\"model\":\"kling-v2-6\","
            + "\"mode\":\"std\",\"duration\":5,\"units\":1.5}";

    private EventText() {}

    static String event(String id, String kind, String model, String mode) {
        return with(
                "eventId", "\"" + id + "\"", "kind", "\"" + kind + "\"", "model", "\"" + model + "\"", "mode", mode);
    }

    /** The usual event with other values of some fields: a name and its JSON by turns. */
    static String with(String... changes) {
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < changes.length; i += 2) {
            object.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(changes[i])
                    .append("\":")
                    .append(changes[i + 1]);
        }
        return merged(EVENT, object.append('}').toString());
    }

    /** As texts, since some of the numbers are no numbers to most readers. */
    static String merged(String event, String changes) {
        ObjectNode changed = json(changes.replaceAll("1e1000000000", "\"HUGE\""));
        ObjectNode merged = json(event);
        merged.setAll(changed);
        return merged.toString().replace("\"HUGE\"", "1e1000000000");
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
