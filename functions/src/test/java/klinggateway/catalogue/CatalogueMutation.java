package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes one mistake in a catalogue, of those that an editor's slip makes: chosen by chance, and told. */
final class CatalogueMutation {

    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("catalogue", List.of("version", "usdPerUnit", "products", "models")),
            Map.entry("product", List.of("productType", "pool", "path", "per", "defaultModel", "fields")),
            Map.entry("field", List.of("type")),
            Map.entry("rules", List.of()),
            Map.entry("need", List.of("when", "fields")),
            Map.entry("together", List.of("fields", "most")),
            Map.entry("model", List.of("name", "offers")),
            Map.entry("offer", List.of("kinds")),
            Map.entry("mode", List.of("resolution", "typicalSeconds")),
            Map.entry("price", List.of("when", "units")),
            Map.entry("special", List.of()));

    /** Members that hold one of a few words, or several of them. */
    private static final Set<String> WORDS =
            Set.of("productType", "pool", "protocol", "per", "type", "wire", "generations");

    /** Of these, the names of the members are such words. */
    private static final Set<String> NAMES = Set.of("usdPerUnit", "when");

    /** May be texts as well as numbers. */
    private static final Set<String> DECIMALS = Set.of("least", "most", "units");

    private final Random random;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String type, ObjectNode node) {}

    private CatalogueMutation(ObjectNode root, Random random) {
        this.random = random;
        rows.add(new Row("catalogue", root));
        root.path("products").forEach(product -> {
            rows.add(new Row("product", (ObjectNode) product));
            rules(product.path("rules"));
            product.path("fields").forEach(this::field);
        });
        for (JsonNode model : root.path("models")) {
            rows.add(new Row("model", (ObjectNode) model));
            for (JsonNode offer : model.path("offers")) {
                rows.add(new Row("offer", (ObjectNode) offer));
                all("mode", offer.path("modes"));
                all("price", offer.path("prices"));
                all("need", offer.path("needs"));
                all("special", offer.path("allows"));
            }
        }
    }

    /** Makes it in {@code root}, and says what it is. */
    static String in(ObjectNode root, Random random) {
        return new CatalogueMutation(root, random).mutate();
    }

    private void field(JsonNode field) {
        rows.add(new Row("field", (ObjectNode) field));
        rules(field.path("rules"));
        field.path("fields").forEach(this::field);
        if (field.has("item")) {
            field(field.path("item"));
        }
    }

    private void rules(JsonNode rules) {
        if (rules instanceof ObjectNode object) {
            rows.add(new Row("rules", object));
            all("together", rules.path("together"));
        }
    }

    private void all(String type, JsonNode nodes) {
        nodes.forEach(node -> rows.add(new Row(type, (ObjectNode) node)));
    }

    private String mutate() {
        for (int i = 0; i < 1_000; i++) {
            String type = any(REQUIRED.keySet().stream().sorted().toList());
            Row row =
                    any(rows.stream().filter(found -> found.type().equals(type)).toList());
            String before = row.node().toString();
            String mistake = switch (random.nextInt(4)) {
                case 0 -> remove(row);
                case 1 -> misspell(row);
                case 2 -> wrongType(row.node());
                default -> unknownWord(row);
            };
            if (!mistake.isEmpty()) {
                return type + " " + mistake + ": " + before;
            }
        }
        throw new IllegalStateException("no mistake found in 1000 tries");
    }

    private String remove(Row row) {
        List<String> required = REQUIRED.getOrDefault(row.type(), List.of());
        if (required.isEmpty()) {
            return "";
        }
        String name = any(required);
        row.node().remove(name);
        return "without " + name;
    }

    /** The members of a special field are facts, whose names are as closed as those of a row. */
    private String misspell(Row row) {
        if (row.node().isEmpty()) {
            return "";
        }
        String name = member(row.node());
        String misspelled = name.substring(0, name.length() - 1) + "_";
        row.node().set(misspelled, row.node().remove(name));
        return "with " + misspelled + " for " + name;
    }

    private String wrongType(ObjectNode row) {
        if (row.isEmpty()) {
            return "";
        }
        String name = member(row);
        JsonNode value = row.path(name);
        if (value instanceof ArrayNode list && !list.isEmpty() && random.nextBoolean()) {
            JsonNode wrong = wrong(list.get(0), false);
            list.set(0, wrong);
            return "with " + wrong + " first in " + name;
        }
        JsonNode wrong = wrong(value, DECIMALS.contains(name));
        row.set(name, wrong);
        return "with " + wrong + " for " + name;
    }

    private JsonNode wrong(JsonNode value, boolean isDecimal) {
        List<JsonNode> others = new ArrayList<>(List.of(
                NullNode.instance,
                BooleanNode.TRUE,
                IntNode.valueOf(0),
                TextNode.valueOf("true"),
                JsonNodeFactory.instance.arrayNode(),
                JsonNodeFactory.instance.objectNode()));
        others.removeIf(other -> other.getNodeType() == value.getNodeType() || (isDecimal && other.isNumber()));
        return any(others);
    }

    private String unknownWord(Row row) {
        List<String> candidates = row.node()
                .propertyStream()
                .map(Map.Entry::getKey)
                // The conditions of a product's rules are about its fields, whose names are free.
                .filter(name -> WORDS.contains(name) || NAMES.contains(name))
                .filter(name -> !row.node().path(name).isEmpty()
                        || row.node().path(name).isTextual())
                .toList();
        if (candidates.isEmpty()) {
            return "";
        }
        String name = any(candidates);
        switch (row.node().path(name)) {
            case ObjectNode names -> {
                String word = member(names);
                names.set(word + "s", names.remove(word));
            }
            case ArrayNode list -> list.set(0, TextNode.valueOf(list.get(0).asText() + "s"));
            case JsonNode text -> row.node().put(name, text.asText() + "s");
        }
        return "with an unknown word for " + name;
    }

    private String member(ObjectNode node) {
        return any(node.propertyStream().map(Map.Entry::getKey).toList());
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
