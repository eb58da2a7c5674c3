package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final UsageRoute route = new UsageRoute(api, "/api/recommendations");
    private final TestGateway gateway = api.gateway;
    private final String key = gateway.newKey("reader", Scope.USAGE);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void recommendations_are_described() {
        Api.body(200, route.get(Map.of(), key));
        for (int i = 0; i < 5; i++) {
            Job job = gateway.order("A boat [[sim:fail=risk]]");
            gateway.time.pass(Duration.ofMinutes(5));
            gateway.sync.ask(gateway.job(job.id()), gateway.deadline());
        }

        JsonNode all = Api.body(200, route.get(Map.of(), Api.ADMIN));

        assertThat(all.path("recommendations").findValuesAsText("rule"))
                .containsOnly("expiringPack", "failing")
                .contains("expiringPack", "failing");
        Api.body(200, route.get(Map.of("apiKey", TestGateway.KEY_ID), Api.ADMIN));
        Api.body(400, route.get(Map.of("surprise", "1"), key));
        Api.body(403, route.get(Map.of("apiKey", TestGateway.KEY_ID), key));

        route.assertRefusalsAndAllSeen(key);
    }
}
