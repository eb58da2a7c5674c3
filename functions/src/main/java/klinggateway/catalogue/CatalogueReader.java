package klinggateway.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a catalogue row by row, so that one look tells all rows that are wrong. */
final class CatalogueReader {

    private static final JsonMapper JSON = StrictJson.mapper();

    /** The first tells editors where the schema is, {@code catalogue.schema.json}. */
    private static final List<String> MEMBERS = List.of("$schema", "version", "usdPerUnit", "products", "models");

    private final List<String> problems = new ArrayList<>();

    private CatalogueReader() {}

    /** @throws IllegalArgumentException whose message lists all that is wrong */
    static Catalogue read(byte[] json) {
        CatalogueReader reader = new CatalogueReader();
        Catalogue catalogue = reader.catalogue(json);
        if (reader.problems.isEmpty()) {
            reader.problems.addAll(new CatalogueCheck(catalogue).problems());
        }
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", reader.problems));
        }
        return catalogue;
    }

    private Catalogue catalogue(byte[] json) {
        JsonNode tree = tree(json);
        nulls("", tree);
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                problems.add("/" + member.getKey() + " is not known; known are " + String.join(", ", MEMBERS));
            }
        }
        Map<String, BigDecimal> prices = rows("/usdPerUnit", tree.path("usdPerUnit"), BigDecimal.class);
        Map<String, Product> products = rows("/products", tree.path("products"), Product.class);
        List<Model> models = new ArrayList<>();
        JsonNode rows = tree.path("models");
        for (int i = 0; i < rows.size(); i++) {
            row("/models/" + i, rows.get(i), Model.class).ifPresent(models::add);
        }
        if (!tree.path("version").isTextual()) {
            problems.add("/version must be a text");
        }
        if (products.isEmpty() || models.isEmpty()) {
            problems.add("/products and /models must have rows");
        }
        return new Catalogue(tree.path("version").asText(), prices, products, models);
    }

    private JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage() + " in line "
                    + e.getLocation().getLineNr());
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory", impossible);
        }
    }

    /** What is not there is left out; a null could be a slip of the pen. */
    private void nulls(String pointer, JsonNode node) {
        if (node.isNull()) {
            problems.add(pointer + " is null; leave it out");
        }
        node.properties().forEach(member -> nulls(pointer + "/" + member.getKey(), member.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            nulls(pointer + "/" + i, node.get(i));
        }
    }

    private <T> Map<String, T> rows(String pointer, JsonNode rows, Class<T> type) {
        Map<String, T> read = new LinkedHashMap<>();
        rows.properties()
                .forEach(row -> row(pointer + "/" + row.getKey(), row.getValue(), type)
                        .ifPresent(value -> read.put(row.getKey(), value)));
        return read;
    }

    private <T> Optional<T> row(String pointer, JsonNode row, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.treeToValue(row, type));
        } catch (JsonMappingException e) {
            StringBuilder at = new StringBuilder(pointer);
            e.getPath()
                    .forEach(step ->
                            at.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName()));
            problems.add(at + " " + inWords(e));
        } catch (JsonProcessingException e) {
            problems.add(pointer + " " + e.getOriginalMessage());
        }
        return Optional.empty();
    }

    /** Without the names of classes, which its reader has never seen. */
    private static String inWords(JsonMappingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "is not known; known are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case InvalidFormatException wrong -> "cannot be '" + wrong.getValue() + "'";
            case MismatchedInputException mismatch
            when mismatch.getOriginalMessage().startsWith("Missing") -> "is missing";
            default -> "has a value of the wrong type";
        };
    }
}
