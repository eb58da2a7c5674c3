package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the members of an object have to do with each other, as JSON schema, as far as the schema has these members. */
final class RuleSchema {

    private RuleSchema() {}

    /** Adds them to an object's schema, whose properties are there already. */
    static void add(ObjectNode schema, Rules rules, Map<String, Field> fields) {
        JsonNode properties = schema.path("properties");
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (List<String> group : rules.oneOf()) {
            List<String> known = group.stream().filter(properties::has).toList();
            if (!known.isEmpty()) {
                ArrayNode any = all.addObject().putArray("anyOf");
                known.forEach(name -> any.add(required(List.of(name))));
            }
        }
        for (List<String> group : rules.exclusive()) {
            List<String> known = group.stream().filter(properties::has).toList();
            for (int i = 0; i < known.size(); i++) {
                for (String other : known.subList(i + 1, known.size())) {
                    all.addObject().set("not", required(List.of(known.get(i), other)));
                }
            }
        }
        for (Rules.Need need : rules.needs()) {
            if (need.when().keySet().stream().allMatch(properties::has)) {
                ObjectNode condition = required(need.when().keySet());
                ObjectNode values = condition.putObject("properties");
                need.when().forEach((name, value) -> {
                    Field field = fields.get(name);
                    values.putObject(name).set("const", field == null ? TextNode.valueOf(value) : value(value, field));
                });
                all.addObject().<ObjectNode>set("if", condition).set("then", required(need.fields()));
            }
        }
        if (!all.isEmpty()) {
            schema.set("allOf", all);
        }
    }

    private static ObjectNode required(Collection<String> names) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        names.forEach(schema.putArray("required")::add);
        return schema;
    }

    /** Rules have every value as a text. */
    private static JsonNode value(String text, Field field) {
        return switch (field.type()) {
            case TRUTH -> BooleanNode.valueOf(Boolean.parseBoolean(text));
            case NUMBER, WHOLE_NUMBER -> DecimalNode.valueOf(new BigDecimal(text));
            case TEXT, CHOICE, MODE, ID, VIDEO_ID, IMAGE, MEDIA, LIST, OBJECT -> TextNode.valueOf(text);
        };
    }
}
