package klinggateway.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** {@code infra/template.yaml} as it is written, with {@code !Ref x} as {@code {"Ref": "x"}} and so on. Every scalar is a text. */
record TemplateFile(JsonNode root) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static TemplateFile read() {
        try {
            String yaml = Files.readString(Path.of("..", "infra", "template.yaml"));
            return new TemplateFile(new Compose(LoadSettings.builder().build())
                    .composeString(yaml)
                    .map(TemplateFile::json)
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resources of a type, by logical id. */
    Map<String, JsonNode> resources(String type) {
        return root.path("Resources").properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    /** The properties of a resource. */
    JsonNode properties(String logicalId) {
        return root.path("Resources").path(logicalId).path("Properties");
    }

    /** The functions' own properties, by logical id. */
    Map<String, JsonNode> functions() {
        Map<String, JsonNode> functions = new TreeMap<>();
        resources("AWS::Serverless::Function")
                .forEach((id, resource) -> functions.put(id, resource.path("Properties")));
        return functions;
    }

    /** The names of the events of a type that start a function. */
    static Set<String> events(JsonNode function, String type) {
        return function.path("Events").properties().stream()
                .filter(event -> event.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every {@code Ref} at or below {@code node}. */
    static Set<String> references(JsonNode node) {
        return node.findValuesAsText("Ref").stream().collect(Collectors.toCollection(TreeSet::new));
    }

    static JsonNode ref(String name) {
        return JSON.objectNode().put("Ref", name);
    }

    static JsonNode arnOf(String logicalId) {
        ObjectNode node = JSON.objectNode();
        node.putArray("Fn::GetAtt").add(logicalId).add("Arn");
        return node;
    }

    /** One value as itself, a list item by item. */
    static Stream<JsonNode> each(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
    }

    private static JsonNode json(Node node) {
        JsonNode value = switch (node) {
            case ScalarNode scalar -> JSON.textNode(scalar.getValue());
            case SequenceNode sequence -> {
                ArrayNode items = JSON.arrayNode();
                sequence.getValue().forEach(item -> items.add(json(item)));
                yield items;
            }
            case MappingNode mapping -> {
                ObjectNode entries = JSON.objectNode();
                mapping.getValue()
                        .forEach(entry ->
                                entries.set(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode())));
                yield entries;
            }
            default -> throw new IllegalArgumentException("no YAML value: " + node);
        };
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return value;
        }
        return switch (tag) {
            case "!Ref" -> ref(value.asText());
            case "!GetAtt" -> getAtt(value.asText());
            default -> JSON.objectNode().set("Fn::" + tag.substring(1), value);
        };
    }

    private static JsonNode getAtt(String idAndAttribute) {
        int dot = idAndAttribute.indexOf('.');
        ObjectNode node = JSON.objectNode();
        node.putArray("Fn::GetAtt").add(idAndAttribute.substring(0, dot)).add(idAndAttribute.substring(dot + 1));
        return node;
    }
}
