package klinggateway.analytics;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsHandlerTest {

    private final TestGateway gateway = new TestGateway();
    private final String key = gateway.newKey(TestGateway.KEY_ID, Scope.USAGE);
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestAnalytics.on(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_estimate_is_counted_as_soon_as_its_job_is_accepted() {
        gateway.order("A boat");

        JsonNode answer = body(get(Map.of(), key));

        assertThat(answer.at("/summary/totalCalls").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/totalCost").asText()).isEqualTo("$0.21");
        assertThat(answer.at("/summary/totalUnitsDeduced").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(answer.at("/summary/callsByStatus/open").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/realTimeUpdates").asBoolean()).isTrue();
        assertThat(answer.at("/summary/instantDataDisplay").asBoolean()).isTrue();
    }

    @Test
    void a_settled_cost_is_counted_when_its_job_has_ended() {
        Job failing = gateway.order("A boat [[sim:fail=risk]]");
        Job fine = gateway.order("A boat");
        gateway.time.pass(Duration.ofMinutes(10));
        gateway.sync.ask(gateway.job(failing.id()), gateway.deadline());
        gateway.sync.ask(gateway.job(fine.id()), gateway.deadline());

        JsonNode answer = body(get(Map.of(), key));

        assertThat(answer.at("/summary/totalCalls").asInt()).isEqualTo(2);
        assertThat(answer.at("/summary/totalCost").asText()).isEqualTo("$0.21");
        assertThat(answer.at("/summary/callsByStatus/succeeded").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/callsByStatus/failed").asInt()).isEqualTo(1);
        assertThat(answer.at("/breakdown/byModel/kling-v2-6/calls").asInt()).isEqualTo(2);
        assertThat(answer.at("/breakdown/byDuration/5/cost").asText()).isEqualTo("$0.21");
        assertThat(answer.at("/breakdown/byDay/0/date").asText()).isEqualTo("2026-11-24");
        assertThat(answer.at("/recentActivity")).hasSize(2);
        assertThat(answer.at("/recentActivity/0/processingTime").asLong()).isPositive();
    }

    @Test
    void a_key_sees_itself_only_and_an_admin_sees_all() {
        gateway.order("A boat");
        String other = gateway.newKey("otherkey", Scope.USAGE);
        String admin = gateway.newKey("adminkey", Scope.ADMIN);

        assertThat(body(get(Map.of(), other)).at("/summary/totalCalls").asInt()).isZero();
        assertThat(body(get(Map.of(), other)).at("/recentActivity")).isEmpty();
        assertThat(get(Map.of("apiKey", TestGateway.KEY_ID), other).getStatusCode())
                .isEqualTo(403);
        assertThat(body(get(Map.of(), admin)).at("/summary/totalCalls").asInt()).isEqualTo(1);
        assertThat(body(get(Map.of("apiKey", TestGateway.KEY_ID), admin))
                        .at("/summary/totalCalls")
                        .asInt())
                .isEqualTo(1);
        assertThat(body(get(Map.of("apiKey", "otherkey"), admin))
                        .at("/summary/totalCalls")
                        .asInt())
                .isZero();
    }

    @Test
    void another_product_type_or_another_time_has_its_own_sums() {
        gateway.order("A boat");
        gateway.time.pass(Duration.ofSeconds(1));

        assertThat(body(get(Map.of("productType", "image"), key))
                        .at("/summary/totalCalls")
                        .asInt())
                .isZero();
        assertThat(body(get(Map.of("productType", "video"), key))
                        .at("/summary/totalCalls")
                        .asInt())
                .isEqualTo(1);
        assertThat(body(get(Map.of("timeEnd", "2026-11-24T13:00:00Z"), key))
                        .at("/summary/totalCalls")
                        .asInt())
                .isZero();
        assertThat(body(get(Map.of("timeStart", "2026-11-24", "timeEnd", "1795525201000"), key))
                        .at("/summary/totalCalls")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "timeStart, yesterday",
        "timeStart, 2026-13-01",
        "timeStart, 2027-01-01",
        "timeStart, 2020-01-01",
        "timeEnd, 99999999999999999999",
        "productType, audio",
        "limit, 0",
        "limit, 101",
        "limit, ten",
        "apiKey, kg_c3jeerxtkn4q_wgb9smsmz42exkert8fs7sp8kgqkwsweqfc9detet1e4dcn81feq",
        "unit, usd",
    })
    void a_query_that_cannot_be_answered_says_what_is_allowed(String name, String value) {
        APIGatewayV2HTTPResponse response = get(Map.of(name, value), key);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).path("code").asText()).isEqualTo("ANALYTICS_ERROR");
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo(name);
        assertThat(response.getBody()).doesNotContain("wgb9smsmz42");
    }

    @Test
    void the_sample_event_is_answered() {
        gateway.order("A boat");

        APIGatewayV2HTTPResponse response = handler.handleRequest(Events.http("analytics"), new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(body(response).at("/summary/totalCalls").asInt()).isEqualTo(1);
    }

    private APIGatewayV2HTTPResponse get(Map<String, String> query, String key) {
        return handler.handleRequest(Events.get("/api/usage-analytics", query, key), new TestContext());
    }
}
