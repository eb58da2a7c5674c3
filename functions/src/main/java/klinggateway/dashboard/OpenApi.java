package klinggateway.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.OrderSchema;

/**
 * The description of the whole HTTP API as an OpenAPI 3.1 document: {@code openapi.json}, with the orders that the catalogue
 * sells. A route is added to that file alone, and a model to the catalogue alone.
 */
final class OpenApi {

    /** What is ordered where an order does not say its kind (the function generate). */
    private static final Set<String> DEFAULT_VIDEOS = Set.of("text2video", "image2video");

    private static final Set<String> DEFAULT_IMAGES = Set.of("image");
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

    private void addOrders(Catalogue catalogue) {
        ObjectNode common = (ObjectNode) schemas.remove("Order").path("properties");
        Map<String, ObjectNode> orders = OrderSchema.ofAll(catalogue);
        ArrayNode videos = oneOf("VideoOrder");
        ArrayNode images = oneOf("ImageOrder");
        ArrayNode all = oneOf("AnyOrder");
        catalogue.products().forEach((kind, product) -> {
            ObjectNode schema = orders.get(kind);
            if (schema != null) {
                ((ObjectNode) schema.path("properties")).setAll(common);
                schemas.set("Order-" + kind, schema);
                boolean isVideo = product.productType().equals("video");
                (isVideo ? videos : images).add(order(kind, isVideo ? DEFAULT_VIDEOS : DEFAULT_IMAGES));
                all.add(order(kind, DEFAULT_VIDEOS));
            }
        });
        for (ArrayNode choice : List.of(videos, images)) {
            if (choice.isEmpty()) {
                // Nothing of the sort is sold, and a choice must have something to choose from.
                choice.addObject().putObject("not");
            }
        }
    }

    private ArrayNode oneOf(String name) {
        return ((ObjectNode) schemas.path(name)).putArray("oneOf");
    }

    private static JsonNode order(String kind, Set<String> defaults) {
        ObjectNode order = JSON.createObjectNode().put("$ref", "#/components/schemas/Order-" + kind);
        if (!defaults.contains(kind)) {
            order.putArray("required").add("kind");
        }
        return order;
    }
}
