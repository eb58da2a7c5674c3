package klinggateway.dashboard;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import klinggateway.catalogue.Catalogue;

/** The OpenAPI document, and what of a request and its answer is not as it says. */
final class Description {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode root;
    private final Map<String, JsonNode> operations = new LinkedHashMap<>();
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    private Description(JsonNode root) {
        this.root = root;
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
    }

    static Description of(Catalogue catalogue) {
        return new Description(json(OpenApi.of(Pages.text("openapi.json"), catalogue)));
    }

    JsonNode root() {
        return root;
    }

    /** By route, as API Gateway names it. */
    Map<String, JsonNode> operations() {
        return operations;
    }

    JsonNode operation(String route) {
        JsonNode operation = operations.get(route);
        if (operation == null) {
            throw new AssertionError("not described: " + route);
        }
        return operation;
    }

    /** The documented statuses of a route. */
    Set<String> statuses(String route) {
        Set<String> statuses = new HashSet<>();
        operation(route).path("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    /** The schema of what a route takes. */
    JsonNode bodySchema(String route) {
        return operation(route).at("/requestBody/content/application~1json/schema");
    }

    /** What of a request is not as it is described. */
    List<String> problems(APIGatewayV2HTTPEvent request) {
        JsonNode operation = operation(request.getRouteKey());
        List<String> problems = new ArrayList<>();
        if (!operation.path("security").isEmpty() && !request.getHeaders().containsKey("authorization")) {
            problems.add("no key");
        }
        parameters(operation, "query", request.getQueryStringParameters(), problems);
        parameters(operation, "path", request.getPathParameters(), problems);
        headers(operation, request.getHeaders(), problems);
        boolean hasBody = !Objects.requireNonNullElse(request.getBody(), "").isEmpty();
        boolean isNeeded = operation.at("/requestBody/required").asBoolean();
        if (operation.has("requestBody") && (hasBody || isNeeded)) {
            problems.addAll(problems(bodySchema(request.getRouteKey()), json(request.getBody())));
        }
        return problems;
    }

    private void parameters(JsonNode operation, String in, Map<String, String> given, List<String> problems) {
        Map<String, String> left = new HashMap<>(Objects.requireNonNullElse(given, Map.of()));
        for (JsonNode described : operation.path("parameters")) {
            JsonNode parameter = resolved(described);
            if (parameter.path("in").asText().equals(in)) {
                String value = left.remove(parameter.path("name").asText());
                if (value != null) {
                    problems.addAll(problems(parameter.path("schema"), value(parameter.path("schema"), value)));
                } else if (parameter.path("required").asBoolean()) {
                    problems.add("no " + parameter.path("name").asText());
                }
            }
        }
        left.keySet().forEach(name -> problems.add("the " + in + " parameter " + name + " is not described"));
    }

    /** There are always more headers than those described. */
    private void headers(JsonNode operation, Map<String, String> given, List<String> problems) {
        for (JsonNode described : operation.path("parameters")) {
            JsonNode parameter = resolved(described);
            String value = given.get(parameter.path("name").asText().toLowerCase(Locale.ROOT));
            if (parameter.path("in").asText().equals("header") && value != null) {
                problems.addAll(problems(parameter.path("schema"), value(parameter.path("schema"), value)));
            }
        }
    }

    /** What of an answer is not as it is described. */
    List<String> problems(String route, APIGatewayV2HTTPResponse answer) {
        String status = Integer.toString(answer.getStatusCode());
        JsonNode response = resolved(operation(route).path("responses").path(status));
        if (response.isMissingNode()) {
            return List.of("the status " + status + " is not described");
        }
        List<String> problems = new ArrayList<>();
        response.path("headers").properties().forEach(described -> {
            JsonNode header = resolved(described.getValue());
            String value = answer.getHeaders().get(described.getKey().toLowerCase(Locale.ROOT));
            if (value != null) {
                problems.addAll(problems(header.path("schema"), value(header.path("schema"), value)));
            } else if (header.path("required").asBoolean()) {
                problems.add("no header " + described.getKey());
            }
        });
        if (answer.getStatusCode() == 304) {
            return answer.getBody().isEmpty() ? problems : List.of("304 has no body");
        }
        String type = answer.getHeaders().getOrDefault("content-type", "none").split(";", 2)[0];
        JsonNode content = response.path("content").path(type);
        if (content.isMissingNode()) {
            problems.add("the content type " + type + " is not described");
        } else {
            JsonNode body = type.endsWith("json") ? json(answer.getBody()) : TextNode.valueOf(answer.getBody());
            problems.addAll(problems(content.path("schema"), body));
        }
        return problems;
    }

    /** What of a value is not as a schema of this document says. */
    List<String> problems(JsonNode schema, JsonNode value) {
        Schema compiled = schemas.computeIfAbsent(schema, node -> {
            ObjectNode whole = node.deepCopy();
            whole.set("components", root.path("components"));
            return SCHEMAS.getSchema(whole);
        });
        List<Error> errors = compiled.validate(
                value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return errors.stream().map(Error::toString).toList();
    }

    /** A parameter or header is a text, whatever its schema says it holds. */
    private static JsonNode value(JsonNode schema, String text) {
        return schema.path("type").asText().equals("integer") && text.matches("-?[0-9]{1,9}")
                ? IntNode.valueOf(Integer.parseInt(text))
                : TextNode.valueOf(text);
    }

    /** What a reference leads to, or the node itself. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
