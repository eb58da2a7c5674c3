package klinggateway.local.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import klinggateway.catalogue.Wish;

/**
 * Something that can be ordered.
 *
 * @param makes the type of file that comes of it
 * @param fields a text that is {@code SCENE} stands for a scene
 */
record Ware(String kind, String makes, ObjectNode fields) {

    private static final String SCENE = "SCENE";

    Wish wish(String scene) {
        ObjectNode told = fields.deepCopy();
        for (Map.Entry<String, JsonNode> field : told.properties()) {
            if (field.getValue().asText().equals(SCENE)) {
                field.setValue(TextNode.valueOf(scene));
            }
        }
        return new Wish(kind, told);
    }

    /** Whether a picture of the caller's is in it. */
    boolean hasPicture() {
        return fields.properties().stream()
                .anyMatch(field -> field.getKey().toLowerCase(Locale.ROOT).contains("image"));
    }
}
