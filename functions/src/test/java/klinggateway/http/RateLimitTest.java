package klinggateway.http;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.keys.Policy;
import klinggateway.keys.RequestCounter;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final String ROUTE = "/api/ping";

    private final TestGateway gateway = new TestGateway();
    private final Routes routes = withPing(gateway.routes());
    private final String key = gateway.newKey("limited", rate(3), Scope.READ);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void what_is_over_the_rate_is_refused_until_the_next_ten_seconds_begin() {
        gateway.time.pass(Duration.ofMillis(6_500));
        for (int i = 0; i < 3; i++) {
            assertThat(ping(key).getStatusCode()).isEqualTo(200);
        }

        APIGatewayV2HTTPResponse over = ping(key);

        assertThat(over.getStatusCode()).isEqualTo(429);
        assertThat(over.getHeaders()).containsEntry("retry-after", "4");
        JsonNode problem = body(over);
        assertThat(problem.path("code").asText()).isEqualTo("RATE_LIMIT_EXCEEDED");
        assertThat(problem.path("retryable").asBoolean()).isTrue();
        assertThat(problem.path("detail").asText()).contains("limit of 3 requests");
        gateway.time.pass(Duration.ofMillis(3_499));
        assertThat(ping(key).getStatusCode()).isEqualTo(429);
        gateway.time.pass(Duration.ofMillis(1));
        assertThat(ping(key).getStatusCode()).isEqualTo(200);
    }

    @Test
    void requests_are_counted_together_whichever_sandbox_they_come_to() {
        Routes another = withPing(gateway.routes());

        for (int i = 0; i < 3; i++) {
            assertThat(ping(i % 2 == 0 ? routes : another, key).getStatusCode()).isEqualTo(200);
        }

        assertThat(ping(another, key).getStatusCode()).isEqualTo(429);
        assertThat(ping(routes, key).getStatusCode()).isEqualTo(429);
    }

    @Test
    void each_key_has_a_rate_of_its_own() {
        String other = gateway.newKey("another", rate(1), Scope.READ);

        assertThat(ping(other).getStatusCode()).isEqualTo(200);
        assertThat(ping(other).getStatusCode()).isEqualTo(429);
        assertThat(ping(key).getStatusCode()).isEqualTo(200);
    }

    @Test
    void a_key_without_a_rate_is_not_counted() {
        String free = gateway.newKey("unlimited", Scope.READ);
        RequestCounter refusing = (keyId, window, limit) -> {
            throw new AssertionError("nobody may count " + keyId);
        };
        Routes uncounted = withPing(gateway.routes(gateway.keys, refusing, Optional.empty()));

        assertThat(ping(uncounted, free).getStatusCode()).isEqualTo(200);
        assertThat(ping(uncounted, "kg_admin_" + TestGateway.ADMIN_SECRET).getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_secret_uses_up_nothing_of_the_keys_rate() {
        for (int i = 0; i < 5; i++) {
            assertThat(ping(key.replace("ss", "xx")).getStatusCode()).isEqualTo(401);
        }

        assertThat(ping(key).getStatusCode()).isEqualTo(200);
    }

    private APIGatewayV2HTTPResponse ping(String caller) {
        return ping(routes, caller);
    }

    private static APIGatewayV2HTTPResponse ping(Routes routes, String caller) {
        return routes.answer(Events.get(ROUTE, Map.of(), caller), new TestContext());
    }

    private static Routes withPing(Routes routes) {
        return routes.on("GET " + ROUTE, Scope.READ, call -> Answer.json(200, Map.of()));
    }

    private static Policy rate(int requests) {
        return new Policy(
                Optional.empty(),
                Optional.empty(),
                Policy.OPEN.zone(),
                Optional.of(requests),
                Set.of(),
                Optional.empty(),
                Policy.OPEN.queuedJobs());
    }
}
