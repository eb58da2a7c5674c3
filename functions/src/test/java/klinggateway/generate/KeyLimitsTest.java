package klinggateway.generate;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLimitsTest {

    private static final String GENERATE = "POST /api/generate-video";
    private static final String ESTIMATE = "POST /api/estimate";

    /** Five seconds of kling-v2-6 in std, for 0.21 US dollars. */
    private static final String ORDER = "{\"prompt\":\"A boat\",\"model\":\"kling-v2-6\",\"mode\":\"std\"}";

    private final TestGateway gateway = new TestGateway();
    private final GenerateHandler handler = TestGenerate.on(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {GENERATE, ESTIMATE})
    void a_model_that_the_key_does_not_allow_is_refused_and_those_that_it_does_are_named(String route) {
        String key = key(Set.of("kling-v3", "kling-v1-6"), Optional.empty());

        APIGatewayV2HTTPResponse response = send(route, key);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).path("code").asText()).isEqualTo("INVALID_PARAMETERS");
        assertThat(body(response).path("invalidParameters")).hasSize(1);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo("/model");
        assertThat(body(response).at("/invalidParameters/0/reason").asText())
                .contains("kling-v1-6 or kling-v3, which this key allows, not kling-v2-6");
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {GENERATE, ESTIMATE})
    void what_costs_more_than_the_key_allows_is_refused(String route) {
        String key = key(Set.of(), Optional.of(209_999L));

        APIGatewayV2HTTPResponse response = send(route, key);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).path("invalidParameters")).hasSize(1);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo("/maxCost");
        assertThat(body(response).at("/invalidParameters/0/reason").asText()).contains("$0.209999", "$0.21");
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    @Test
    void both_are_told_at_once() {
        APIGatewayV2HTTPResponse response = send(GENERATE, key(Set.of("kling-v3"), Optional.of(0L)));

        assertThat(body(response).path("invalidParameters"))
                .extracting(problem -> problem.path("name").asText())
                .containsExactly("/model", "/maxCost");
    }

    @ParameterizedTest
    @ValueSource(strings = {GENERATE, ESTIMATE})
    void what_the_key_allows_to_the_cent_can_be_had(String route) {
        String key = key(Set.of("kling-v2-6"), Optional.of(210_000L));

        assertThat(send(route, key).getStatusCode()).isEqualTo(200);
    }

    private String key(Set<String> models, Optional<Long> maxCostMicroUsd) {
        Policy policy = new Policy(
                Optional.empty(),
                Optional.empty(),
                Policy.OPEN.zone(),
                Optional.empty(),
                models,
                maxCostMicroUsd,
                Policy.OPEN.queuedJobs());
        return gateway.newKey("limited", policy, Scope.GENERATE, Scope.READ);
    }

    private APIGatewayV2HTTPResponse send(String route, String key) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setRouteKey(route);
        event.setBody(ORDER);
        return handler.handleRequest(event, new TestContext());
    }
}
