package klinggateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Orders that callers get wrong, made from a right one and the schema of its kind. */
final class OrderMistakes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Description description;
    private final JsonNode schema;
    private final ObjectNode order;
    private final Map<String, ObjectNode> mistakes = new LinkedHashMap<>();

    private OrderMistakes(Description description, JsonNode schema, ObjectNode order) {
        this.description = description;
        this.schema = schema;
        this.order = order;
    }

    /** The wrong orders, by what is wrong with them. */
    static Map<String, ObjectNode> of(Description description, String kind, ObjectNode order) {
        JsonNode schema = description.root().at("/components/schemas/Order-" + kind);
        return new OrderMistakes(description, schema, order).all();
    }

    /** For samples alone. */
    static OrderMistakes on(Description description) {
        return new OrderMistakes(description, JSON.objectNode(), JSON.objectNode());
    }

    private Map<String, ObjectNode> all() {
        add("an unknown field", wrong -> wrong.put("durration", 5));
        add("an unknown kind", wrong -> wrong.put("kind", "film"));
        for (JsonNode name : schema.path("required")) {
            add("no " + name.asText(), wrong -> wrong.remove(name.asText()));
        }
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode rule = description.resolved(property.getValue());
            if (!name.equals("kind")) {
                set(name, "of the wrong type", wrongType(rule));
                property(name, rule);
            }
        });
        for (JsonNode rule : schema.path("allOf")) {
            add(
                    "none of " + rule.path("anyOf"),
                    wrong -> rule.path("anyOf")
                            .forEach(one -> wrong.remove(one.at("/required/0").asText())));
            add(
                    "both of " + rule.path("not"),
                    wrong -> rule.at("/not/required")
                            .forEach(name -> wrong.set(
                                    name.asText(),
                                    sample(schema.path("properties").path(name.asText())))));
        }
        // Where the schema has no such rule, nothing was changed.
        mistakes.values().removeIf(order::equals);
        return mistakes;
    }

    private void property(String name, JsonNode rule) {
        if (rule.has("maxLength")) {
            set(
                    name,
                    "too long",
                    TextNode.valueOf("x".repeat(rule.path("maxLength").asInt() + 1)));
        }
        if (rule.has("minLength")) {
            set(name, "empty", TextNode.valueOf(""));
        }
        if (rule.has("minimum")) {
            set(name, "too small", IntNode.valueOf(rule.path("minimum").intValue() - 1));
        }
        if (rule.has("maximum")) {
            set(name, "too large", IntNode.valueOf(rule.path("maximum").intValue() + 1));
        }
        if (rule.has("enum")) {
            boolean isText = rule.path("enum").get(0).isTextual();
            set(name, "unknown", isText ? TextNode.valueOf("kling-v0") : IntNode.valueOf(99));
        }
        if (rule.path("type").asText().equals("integer")) {
            set(name, "not whole", JSON.numberNode(5.5));
        }
        if (rule.path("type").asText().equals("array")) {
            ArrayNode list = JSON.arrayNode();
            for (int i = 0; i <= rule.path("maxItems").asInt(); i++) {
                list.add(sample(rule.path("items")));
            }
            set(name, "too many", list);
            set(name, "of wrong items", JSON.arrayNode().add(wrongType(description.resolved(rule.path("items")))));
        }
        if (rule.path("type").asText().equals("object") && rule.has("properties")) {
            ObjectNode unknown = (ObjectNode) sample(rule);
            set(name, "with an unknown member", unknown.put("surprise", 1));
            for (JsonNode needed : rule.path("required")) {
                set(name, "without " + needed.asText(), ((ObjectNode) sample(rule)).without(needed.asText()));
            }
        }
    }

    private void set(String name, String what, JsonNode value) {
        add(name + " " + what, wrong -> wrong.set(name, value));
    }

    private void add(String what, Consumer<ObjectNode> edit) {
        ObjectNode wrong = order.deepCopy();
        edit.accept(wrong);
        mistakes.put(what, wrong);
    }

    private static JsonNode wrongType(JsonNode rule) {
        boolean isText = rule.path("type").toString().contains("string");
        return isText ? BooleanNode.TRUE : TextNode.valueOf("many");
    }

    /** A value that the rule allows: one of several, or as simple as it may be. */
    JsonNode any(JsonNode given, Random random) {
        JsonNode values = description.resolved(given).path("enum");
        return values.isEmpty() ? sample(given) : values.get(random.nextInt(values.size()));
    }

    /** A value as simple as the rule allows. */
    JsonNode sample(JsonNode given) {
        JsonNode rule = description.resolved(given);
        if (rule.has("enum")) {
            return rule.path("enum").get(0);
        }
        if (rule.has("const")) {
            return rule.path("const");
        }
        return switch (rule.path("type").isArray() ? "id" : rule.path("type").asText()) {
            case "string" -> TextNode.valueOf("https://assets.example.com/a.png");
            case "id" -> TextNode.valueOf("831922345719271433");
            case "boolean" -> BooleanNode.TRUE;
            case "integer", "number" -> JSON.numberNode(rule.path("minimum").intValue());
            case "array" -> {
                ArrayNode list = JSON.arrayNode();
                for (int i = 0; i < Math.max(1, rule.path("minItems").asInt()); i++) {
                    list.add(sample(rule.path("items")));
                }
                yield list;
            }
            case "object" -> {
                ObjectNode object = JSON.objectNode();
                List<String> names = new ArrayList<>();
                rule.path("required").forEach(name -> names.add(name.asText()));
                rule.path("allOf")
                        .forEach(group ->
                                group.path("anyOf").path(0).path("required").forEach(name -> names.add(name.asText())));
                names.forEach(
                        name -> object.set(name, sample(rule.path("properties").path(name))));
                yield object;
            }
            default -> throw new AssertionError("no sample of " + rule);
        };
    }
}
