package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads the {@code values} of a filter; both cursor endpoints write filters alike. */
final class Filters {

    private Filters() {}

    static List<String> values(Fields filter) {
        List<String> values =
                filter.node().path("values").valueStream().map(JsonNode::asText).toList();
        if (values.isEmpty()) {
            throw Refusal.invalid("values of a filter cannot be empty");
        }
        return values;
    }
}
