package klinggateway.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.OrderSchema;
import klinggateway.catalogue.Product;

/**
 * The description of the whole HTTP API as an OpenAPI 3.1 document: {@code openapi.json}, with the orders that the catalogue
 * sells. A route is added to that file alone, and a model to the catalogue alone.
 */
final class OpenApi {

    /** What can be ordered where; the kinds that an order need not say are the function generate's. */
    private static final List<Choice> CHOICES = List.of(
            new Choice(
                    "VideoOrder",
                    (_, product) -> product.productType().equals("video"),
                    Set.of("text2video", "image2video")),
            new Choice("ImageOrder", (_, product) -> product.productType().equals("image"), Set.of("image")),
            new Choice("ElementOrder", (kind, _) -> kind.equals("custom-element"), Set.of("custom-element")),
            new Choice("VoiceOrder", (kind, _) -> kind.equals("custom-voice"), Set.of("custom-voice")),
            new Choice("AnyOrder", (_, _) -> true, Set.of("text2video", "image2video")));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode document;
    private final ObjectNode schemas;

    private OpenApi(ObjectNode document) {
        this.document = document;
        this.schemas = (ObjectNode) document.at("/components/schemas");
    }

    /** The document as JSON. */
    static String of(String skeleton, Catalogue catalogue) {
        try {
            OpenApi openApi = new OpenApi((ObjectNode) JSON.readTree(skeleton));
            openApi.addOrders(catalogue);
            return JSON.writeValueAsString(openApi.document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("openapi.json is JSON", e);
        }
    }

    /** @param schema the name of the schema of what can be ordered */
    private record Choice(String schema, BiPredicate<String, Product> has, Set<String> defaults) {}

    private void addOrders(Catalogue catalogue) {
        ObjectNode common = (ObjectNode) schemas.remove("Order").path("properties");
        Map<String, ObjectNode> orders = OrderSchema.ofAll(catalogue);
        orders.forEach((kind, schema) -> {
            ((ObjectNode) schema.path("properties")).setAll(common);
            schemas.set("Order-" + kind, schema);
        });
        for (Choice choice : CHOICES) {
            ArrayNode oneOf = ((ObjectNode) schemas.path(choice.schema())).putArray("oneOf");
            catalogue.products().forEach((kind, product) -> {
                if (orders.containsKey(kind) && choice.has().test(kind, product)) {
                    oneOf.add(order(kind, choice.defaults()));
                }
            });
            if (oneOf.isEmpty()) {
                // Nothing of the sort is sold, and a choice must have something to choose from.
                oneOf.addObject().putObject("not");
            }
        }
    }

    private static JsonNode order(String kind, Set<String> defaults) {
        ObjectNode order = JSON.createObjectNode().put("$ref", "#/components/schemas/Order-" + kind);
        if (!defaults.contains(kind)) {
            order.putArray("required").add("kind");
        }
        return order;
    }
}
