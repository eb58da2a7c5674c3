package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recommendations are told as the OpenAPI document says. */
class DescribedRecommendationsTest {

    private final Api api = new Api();
    private final TestGateway gateway = api.gateway;
    private final String key = gateway.newKey("reader", Scope.USAGE);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void recommendations_are_described() {
        Api.body(200, get(Map.of(), key));
        for (int i = 0; i < 5; i++) {
            Job job = gateway.order("A boat [[sim:fail=risk]]");
            gateway.time.pass(Duration.ofMinutes(5));
            gateway.sync.ask(gateway.job(job.id()), gateway.deadline());
        }

        JsonNode all = Api.body(200, get(Map.of(), Api.ADMIN));

        assertThat(all.path("recommendations").findValuesAsText("rule"))
                .containsOnly("expiringPack", "failing")
                .contains("expiringPack", "failing");
        Api.body(200, get(Map.of("apiKey", TestGateway.KEY_ID), Api.ADMIN));
        Api.body(400, get(Map.of("surprise", "1"), key));
        Api.body(401, get(Map.of(), ""));
        Api.body(403, get(Map.of("apiKey", TestGateway.KEY_ID), key));
        api.drop("RollupsTable");
        Api.body(500, get(Map.of(), key));

        api.assertAllSeen("GET /api/recommendations");
    }

    private APIGatewayV2HTTPResponse get(Map<String, String> query, String by) {
        return api.get("/api/recommendations", query, by);
    }
}
