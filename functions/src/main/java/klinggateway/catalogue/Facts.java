package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What prices and special fields depend on, as the catalogue words it. */
final class Facts {

    /** All that a condition of the catalogue can be about. */
    static final Set<String> NAMES =
            Set.of("mode", "sound", "inputVideo", "voice", "resolution", "function", "seconds", "effectScene");

    private Facts() {}

    static Map<String, String> of(JsonNode fields) {
        Map<String, String> facts = new HashMap<>();
        facts.put("mode", fields.path("mode").asText());
        facts.put("sound", Boolean.toString(fields.path("sound").asBoolean()));
        facts.put("inputVideo", Boolean.toString(fields.has("videoList")));
        facts.put("voice", Boolean.toString(fields.has("voiceList")));
        facts.put("resolution", fields.path("resolution").asText());
        facts.put("function", fields.has("image") ? "image2image" : "text2image");
        facts.put("seconds", fields.path("duration").asText());
        facts.put("effectScene", fields.path("effectScene").asText());
        return facts;
    }

    static boolean match(Map<String, String> when, Map<String, String> facts) {
        return when.entrySet().stream()
                .allMatch(condition -> condition.getValue().equals(facts.get(condition.getKey())));
    }
}
