package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import klinggateway.Events;
import klinggateway.catalogue.Catalogue;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation of the document needs the scope that it says, and its examples work. */
class DescribedOperationsTest {

    private static final Description DESCRIPTION = Description.of(Catalogue.builtIn());
    private static final JsonNode ROOT = DESCRIPTION.root();

    @Test
    void examples_are_valid_and_orders_in_them_can_be_had() {
        try (Api api = new Api()) {
            DESCRIPTION.operations().forEach((route, operation) -> {
                JsonNode content = operation.at("/requestBody/content/application~1json");
                content.path("examples").forEach(example -> {
                    JsonNode value = example.path("value");
                    assertThat(DESCRIPTION.problems(content.path("schema"), value))
                            .isEmpty();
                    assertThat(api.post(route.substring("POST ".length()), value.toString(), Api.ADMIN)
                                    .getStatusCode())
                            .as("%s %s", route, value)
                            .isIn(200, 201, 202);
                });
            });
            ROOT.at("/components/responses")
                    .forEach(response -> response.path("content")
                            .forEach(content -> assertThat(
                                            DESCRIPTION.problems(content.path("schema"), content.path("example")))
                                    .isEmpty()));
            assertExamples(ROOT.at("/components/schemas"));
        }
    }

    private static void assertExamples(JsonNode node) {
        if (node.path("examples").isArray()) {
            node.path("examples")
                    .forEach(example -> assertThat(DESCRIPTION.problems(node, example))
                            .as(node.toString())
                            .isEmpty());
        }
        node.forEach(DescribedOperationsTest::assertExamples);
    }

    static Stream<String> routesWithKey() {
        return DESCRIPTION.operations().entrySet().stream()
                .filter(operation -> !operation.getValue().path("security").isEmpty())
                .map(Map.Entry::getKey);
    }

    static Stream<String> routesWithScope() {
        return routesWithKey().filter(route -> scope(route).isPresent());
    }

    private static Optional<Scope> scope(String route) {
        return Scope.find(DESCRIPTION.operation(route).at("/security/0/key/0").asText());
    }

    @ParameterizedTest
    @MethodSource("routesWithScope")
    void the_scope_that_an_operation_names_is_the_one_it_needs(String route) {
        Scope scope = scope(route).orElseThrow();
        assertThat(DESCRIPTION.operation(route).path("description").asText())
                .endsWith("Needs the scope " + scope.word() + ".");
        try (Api api = new Api()) {
            String with = api.gateway.newKey("withscope", scope);
            String without = api.gateway.newKey(
                    "without",
                    Stream.of(Scope.values())
                            .filter(other -> other != scope && other != Scope.ADMIN)
                            .toArray(Scope[]::new));

            assertThat(api.send(request(route, with)).getStatusCode()).isNotIn(401, 403);
            assertThat(api.send(request(route, without)).getStatusCode()).isEqualTo(403);
        }
    }

    @Test
    void one_operation_takes_every_key_and_says_so() {
        assertThat(routesWithKey().filter(route -> scope(route).isEmpty())).containsExactly("GET /api/keys/self");
        assertThat(DESCRIPTION
                        .operation("GET /api/keys/self")
                        .path("description")
                        .asText())
                .endsWith("Needs a valid key, whatever its scopes.");
    }

    @ParameterizedTest
    @MethodSource("routesWithKey")
    void a_key_that_has_used_up_its_requests_is_told_as_described(String route) {
        Scope scope = scope(route).orElse(Scope.READ);
        Policy one = new Policy(
                Optional.empty(), Optional.empty(), ZoneOffset.UTC, Optional.of(1), Set.of(), Optional.empty(), 1_000);
        try (Api api = new Api()) {
            String key = api.gateway.newKey("seldom", one, scope);
            api.send(request(route, key));

            assertThat(api.send(request(route, key)).getStatusCode()).isEqualTo(429);
        }
    }

    @Test
    void everything_else_needs_no_key() {
        Set<String> open = new TreeSet<>(DESCRIPTION.operations().keySet());
        open.removeAll(routesWithKey().toList());

        assertThat(open)
                .containsExactly(
                        "GET /", "GET /assets/{version}/{file}", "GET /openapi.json", "POST /callbacks/kling/{token}");
    }

    private static APIGatewayV2HTTPEvent request(String route, String key) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setRouteKey(route);
        if (route.contains("{id}")) {
            event.setPathParameters(Map.of("id", "job_1p3y5sd400000"));
        }
        return event;
    }
}
