package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an order in the older generation's spelling (docs/kling.md, Conventions), as {@link OlderBody} writes it. What Kling
 * passes over is passed over here, too: members that nobody knows, and those that are empty.
 */
public final class OlderOrder {

    private static final String MODEL = "model_name";

    private OlderOrder() {}

    /** The wish that the body of a create for this kind of product is. */
    public static Wish wish(String kind, Product product, ObjectNode body) {
        ObjectNode fields = fields(body, product.fields());
        if (!product.unnamed() && isSaid(body.path(MODEL))) {
            fields.set("model", body.path(MODEL));
        }
        return new Wish(kind, fields);
    }

    /**
     * What an order lacks on these paths though the gateway's own API has a default for it: where neither a picture nor a
     * video gives a video its shape, Kling wants to be told.
     */
    public static Optional<Problem> lacking(Wish wish) {
        ObjectNode fields = wish.fields();
        boolean lacksShape = wish.kind().equals("omni-video")
                && !fields.hasNonNull(Defaults.SHAPE)
                && !Defaults.hasShapeOfInput(fields);
        return lacksShape
                ? Optional.of(new Problem("/" + Defaults.SHAPE, "is missing; no picture or video gives the shape"))
                : Optional.empty();
    }

    private static ObjectNode fields(JsonNode body, Map<String, Field> rules) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        rules.forEach((name, rule) -> value(body, name, rule).ifPresent(value -> fields.set(name, value)));
        return fields;
    }

    private static Optional<JsonNode> value(JsonNode body, String name, Field rule) {
        if (rule.wire() == Field.Wire.NONE) {
            return Optional.empty();
        }
        if (rule.wire() == Field.Wire.WATERMARK) {
            return Optional.of(body.path("watermark_info").path("enabled")).filter(OlderOrder::isSaid);
        }
        JsonNode value = body.path(OlderBody.wireName(name));
        return isSaid(value) ? Optional.of(read(value, rule)) : Optional.empty();
    }

    private static JsonNode read(JsonNode value, Field rule) {
        return switch (rule.wire()) {
            case ON_OFF -> truth(value, "on", "off");
            case YES_NO -> truth(value, "yes", "no");
            case AS_IS, TEXT, NUMBER, WATERMARK, NONE -> plain(value, rule);
        };
    }

    private static JsonNode plain(JsonNode value, Field rule) {
        if (rule.type() == Field.Type.OBJECT && value.isObject()) {
            return fields(value, rule.fields());
        }
        if (rule.type() == Field.Type.LIST && value.isArray() && rule.item().isPresent()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> list.add(read(item, rule.item().get())));
            return list;
        }
        return value;
    }

    /** Another word stays what it is, and is refused as what the field cannot be. */
    private static JsonNode truth(JsonNode value, String yes, String no) {
        String word = value.asText();
        return word.equals(yes) || word.equals(no) ? BooleanNode.valueOf(word.equals(yes)) : value;
    }

    /** Many clients send all that they could send, empty where they have nothing to say. */
    private static boolean isSaid(JsonNode value) {
        boolean isEmptyText = value.isTextual() && value.asText().isEmpty();
        boolean isEmptyList = value.isArray() && value.isEmpty();
        return !value.isMissingNode() && !value.isNull() && !isEmptyText && !isEmptyList;
    }
}
