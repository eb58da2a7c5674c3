package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An order in the older generation's spelling (docs/kling.md, Conventions), with its members always in the catalogue's order,
 * so that equal orders give equal texts.
 */
final class OlderBody {

    private OlderBody() {}

    static ObjectNode of(ObjectNode fields, Product product, Optional<String> modelName) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        modelName.ifPresent(name -> body.put("model_name", name));
        putAll(body, fields, product.fields());
        return body;
    }

    /** What this generation cannot be told: a prompt that only newer paths take. */
    static List<Problem> problems(ObjectNode fields, Product product) {
        Field rule = product.fields().get(Field.PROMPT);
        JsonNode prompt = fields.path(Field.PROMPT);
        return rule == null || rule.isLongEnoughFor(prompt)
                ? List.of()
                : List.of(new Problem(
                        "/" + Field.PROMPT,
                        "has " + Field.length(prompt) + " characters; Kling's older paths take "
                                + rule.most().orElseThrow().toPlainString()));
    }

    private static void putAll(ObjectNode body, JsonNode fields, Map<String, Field> rules) {
        rules.forEach((name, rule) -> {
            JsonNode value = fields.get(name);
            if (value != null) {
                put(body, name, value, rule);
            }
        });
    }

    private static void put(ObjectNode body, String name, JsonNode value, Field rule) {
        switch (rule.wire()) {
            case AS_IS -> body.set(wireName(name), written(value, rule));
            case TEXT -> body.put(wireName(name), value.asText());
            case NUMBER -> body.set(wireName(name), number(value.asText()));
            case ON_OFF -> body.put(wireName(name), value.asBoolean() ? "on" : "off");
            case YES_NO -> body.put(wireName(name), value.asBoolean() ? "yes" : "no");
            case WATERMARK -> body.putObject("watermark_info").set("enabled", BooleanNode.valueOf(value.asBoolean()));
            case NONE -> {
                // The gateway's own.
            }
        }
    }

    private static JsonNode number(String text) {
        return text.matches("[0-9]{1,9}") ? IntNode.valueOf(Integer.parseInt(text)) : TextNode.valueOf(text);
    }

    private static JsonNode written(JsonNode value, Field rule) {
        return switch (rule.type()) {
            case OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                putAll(object, value, rule.fields());
                yield object;
            }
            case LIST -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                rule.item().ifPresent(item -> value.forEach(element -> list.add(written(element, item))));
                yield list;
            }
            case TEXT, CHOICE, MODE, IMAGE, MEDIA, VIDEO_ID -> TextNode.valueOf(value.asText());
            case TRUTH, NUMBER, WHOLE_NUMBER, ID -> value;
        };
    }

    /** {@code negativePrompt} is {@code negative_prompt} there. */
    static String wireName(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
