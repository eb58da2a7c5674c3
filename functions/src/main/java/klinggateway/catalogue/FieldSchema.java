package klinggateway.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** The rule of one field as a JSON schema, as {@link FieldCheck} checks it. What several fields hold is referred to. */
final class FieldSchema {

    private FieldSchema() {}

    /** @param owner the name of the field, which its members are described by */
    static ObjectNode of(Field field, String description, String owner, Descriptions descriptions) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        switch (field.type()) {
            case TEXT -> text(schema, field);
            case VIDEO_ID -> shared(schema, "VideoId");
            case CHOICE -> field.of().forEach(typed(schema, "string").putArray("enum")::add);
            case MODE -> typed(schema, "string");
            case TRUTH -> typed(schema, "boolean");
            case NUMBER -> range(typed(schema, "number"), field, "minimum", "maximum");
            case WHOLE_NUMBER -> range(typed(schema, "integer"), field, "minimum", "maximum");
            case ID -> shared(schema, "KlingId");
            case IMAGE -> shared(schema, "Picture");
            case MEDIA -> shared(schema, "Media");
            case LIST -> list(schema, field, owner, descriptions);
            case OBJECT -> object(schema, field, owner, descriptions);
        }
        field.defaultValue().ifPresent(value -> {
            if (field.type() == Field.Type.WHOLE_NUMBER) {
                schema.put("default", Integer.parseInt(value));
            } else {
                schema.put("default", value);
            }
        });
        return schema;
    }

    private static ObjectNode typed(ObjectNode schema, String type) {
        return schema.put("type", type);
    }

    private static void shared(ObjectNode schema, String name) {
        schema.put("$ref", "#/components/schemas/" + name);
    }

    private static void text(ObjectNode schema, Field field) {
        typed(schema, "string").put("minLength", 1);
        field.most().ifPresent(most -> schema.put("maxLength", most.intValueExact()));
    }

    private static void range(ObjectNode schema, Field field, String least, String most) {
        field.least().ifPresent(value -> put(schema, least, value));
        field.most().ifPresent(value -> put(schema, most, value));
    }

    private static void put(ObjectNode schema, String name, BigDecimal value) {
        schema.put(name, value.stripTrailingZeros().scale() > 0 ? value : value.setScale(0));
    }

    private static void list(ObjectNode schema, Field field, String owner, Descriptions descriptions) {
        range(typed(schema, "array"), field, "minItems", "maxItems");
        field.item().ifPresent(item -> schema.set("items", of(item, "", owner, descriptions)));
    }

    private static void object(ObjectNode schema, Field field, String owner, Descriptions descriptions) {
        typed(schema, "object").put("additionalProperties", false);
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        ObjectNode properties = schema.putObject("properties");
        field.fields().forEach((name, member) -> {
            properties.set(name, of(member, descriptions.ofField(owner, name, member), name, descriptions));
            if (member.needed()) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        RuleSchema.add(schema, field.rules(), field.fields());
    }
}
