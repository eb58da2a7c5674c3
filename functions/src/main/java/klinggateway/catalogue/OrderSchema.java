package klinggateway.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an order of one kind looks like, as a schema of an OpenAPI document. It holds what is sold now: a field that no living
 * model takes is not in it. It never refuses what the checks of an order take in the form that callers are told of; beyond it,
 * they also take numbers as text and members that are null, and refuse what one model cannot do and another can.
 */
public final class OrderSchema {

    private static final int USUAL_SECONDS = 5;

    private final String kind;
    private final Product product;
    private final Map<Model, Offer> sellers;
    private final Descriptions descriptions;
    private final OfferWords words;

    private OrderSchema(String kind, Product product, Map<Model, Offer> sellers, Descriptions descriptions) {
        this.kind = kind;
        this.product = product;
        this.sellers = sellers;
        this.descriptions = descriptions;
        this.words = new OfferWords(sellers);
    }

    /** The schemas of all kinds that are sold, in the catalogue's order. */
    public static Map<String, ObjectNode> ofAll(Catalogue catalogue) {
        Descriptions descriptions = Descriptions.read();
        Map<String, ObjectNode> schemas = new LinkedHashMap<>();
        catalogue.products().forEach((kind, product) -> {
            Map<Model, Offer> sellers = sellers(catalogue, kind);
            if (!sellers.isEmpty()) {
                schemas.put(kind, new OrderSchema(kind, product, sellers, descriptions).schema());
            }
        });
        return schemas;
    }

    private static Map<Model, Offer> sellers(Catalogue catalogue, String kind) {
        Map<Model, Offer> sellers = new LinkedHashMap<>();
        for (Model model : catalogue.models()) {
            model.livingOffer(kind).filter(offer -> !offer.unpriced()).ifPresent(offer -> sellers.put(model, offer));
        }
        return sellers;
    }

    private ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance
                .objectNode()
                .put("title", kind)
                .put("description", descriptions.ofKind(kind, product))
                .put("type", "object");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("kind").put("description", "What is ordered.").put("const", kind);
        properties.set("model", model(required));
        product.fields().forEach((name, field) -> {
            if (isTaken(name, field)) {
                properties.set(name, field(name, field));
                if (field.needed()) {
                    required.add(name);
                }
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        RuleSchema.add(schema, product.rules(), product.fields());
        return schema;
    }

    private ObjectNode model(ArrayNode required) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("description", words.ofModels());
        schema.put("type", "string");
        ArrayNode names = schema.putArray("enum");
        sellers.keySet().stream()
                .flatMap(model -> Stream.concat(Stream.of(model.name()), model.newerName().stream()))
                .distinct()
                .forEach(names::add);
        boolean isUsualSold = sellers.keySet().stream().anyMatch(model -> model.isCalled(product.defaultModel()));
        if (isUsualSold) {
            schema.put("default", product.defaultModel());
        } else {
            required.add("model");
        }
        return schema;
    }

    private boolean isTaken(String name, Field field) {
        boolean isSpecial = field.special();
        boolean isMode = field.type() == Field.Type.MODE;
        return sellers.values().stream()
                .anyMatch(offer -> (!isSpecial || offer.allows().containsKey(name))
                        && (!isMode || !offer.modes().isEmpty()));
    }

    private ObjectNode field(String name, Field field) {
        String text = descriptions.ofField(kind, name, field);
        if (field.special()) {
            text += words.whoTakes(name);
        }
        ObjectNode schema = FieldSchema.of(field, text + words.of(name, field), name, descriptions);
        if (field.type() == Field.Type.MODE) {
            Set<String> modes = sellers.values().stream()
                    .flatMap(offer -> Stream.concat(
                            offer.modes().keySet().stream(),
                            offer.modes().values().stream().map(Offer.Mode::resolution)))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            modes.forEach(schema.putArray("enum")::add);
        }
        if (field.type() == Field.Type.CHOICE) {
            Set<String> taken = sellers.values().stream()
                    .flatMap(offer -> offer.choices().getOrDefault(name, field.of()).stream())
                    .collect(Collectors.toSet());
            ArrayNode values = schema.putArray("enum");
            field.of().stream().filter(taken::contains).forEach(values::add);
        }
        if (name.equals(Field.PROMPT)) {
            sellers.values().stream()
                    .flatMap(offer -> offer.longestPrompt().stream())
                    .max(Integer::compare)
                    .ifPresent(longest -> schema.put("maxLength", longest));
        }
        if (name.equals("duration") && field.type() == Field.Type.WHOLE_NUMBER) {
            seconds(schema);
        }
        return schema;
    }

    private void seconds(ObjectNode schema) {
        List<List<Integer>> sold = sellers.values().stream().map(Offer::seconds).toList();
        schema.remove(List.of("minimum", "maximum"));
        new TreeSet<>(sold.stream().flatMap(List::stream).toList()).forEach(schema.putArray("enum")::add);
        if (sold.stream().allMatch(seconds -> seconds.contains(USUAL_SECONDS))) {
            schema.put("default", USUAL_SECONDS);
        }
    }
}
