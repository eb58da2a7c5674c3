package klinggateway.analytics;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.compact.TestCompact;
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
        assertThat(answer.at("/breakdown/byDay")).hasSize(31);
        assertThat(answer.at("/breakdown/byDay/30/date").asText()).isEqualTo("2026-11-24");
        assertThat(answer.at("/breakdown/byDay/30/cost").asText()).isEqualTo("$0.21");
        assertThat(answer.at("/breakdown/byReason/content/calls").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/successRate").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(answer.at("/summary/estimatedCost").asText()).isEqualTo("$0.42");
        assertThat(answer.at("/summary/settledCost").asText()).isEqualTo("$0.21");
        assertThat(answer.at("/summary/lostToFailures").asText()).isEqualTo("$0.00");
        assertThat(answer.at("/summary/processingTime/p50").asLong()).isPositive();
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
        "limit, 1001",
        "timeZone, Mars/Olympus",
        "granularity, second",
        "granularity, minute",
        "groupBy, colour",
        "'groupBy', 'kind,model,mode'",
        "compare, next",
        "cursor, 12",
        "cursor, x-job_0000000000000",
        "status, done",
        "reason, bad luck",
        "source, elsewhere",
        "model, \"'; DROP TABLE\"",
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
    void each_part_has_its_own_sums_and_its_groups() {
        gateway.order("A boat");
        gateway.time.pass(Duration.ofDays(2));
        rollUp();
        gateway.order("Another boat");

        JsonNode answer = body(get(
                Map.of(
                        "timeStart",
                        "2026-11-23",
                        "timeZone",
                        "Asia/Kolkata",
                        "granularity",
                        "day",
                        "groupBy",
                        "model,status"),
                key));

        assertThat(answer.at("/range/timeStart").asText()).isEqualTo("2026-11-22T18:30:00Z");
        assertThat(answer.at("/buckets")).hasSize(4);
        assertThat(answer.at("/buckets/0/calls").asInt()).isZero();
        assertThat(answer.at("/buckets/1/calls").asInt()).isEqualTo(1);
        assertThat(answer.at("/buckets/1/complete").asBoolean()).isTrue();
        assertThat(answer.at("/buckets/3/groups/0/by/model").asText()).isEqualTo("kling-v2-6");
        assertThat(answer.at("/buckets/3/groups/0/by/status").asText()).isEqualTo("open");
        assertThat(answer.at("/buckets/3/groups/0/cost").asText()).isEqualTo("$0.21");
        assertThat(answer.at("/buckets/3/complete").asBoolean()).isFalse();
        assertThat(answer.at("/groups")).hasSize(1);
        assertThat(answer.at("/groups/0/calls").asInt()).isEqualTo(2);
    }

    @Test
    void a_range_is_compared_with_the_one_before() {
        gateway.order("A boat");
        gateway.time.pass(Duration.ofDays(1));
        rollUp();
        gateway.order("Another boat");
        gateway.order("A third boat");

        JsonNode answer =
                body(get(Map.of("timeStart", "2026-11-25", "timeEnd", "2026-11-26", "compare", "previous"), key));

        assertThat(answer.at("/summary/totalCalls").asInt()).isEqualTo(2);
        assertThat(answer.at("/comparison/summary/totalCalls").asInt()).isEqualTo(1);
        assertThat(answer.at("/comparison/timeStart").asText()).isEqualTo("2026-11-24T00:00:00Z");
    }

    @Test
    void what_has_not_been_rolled_up_for_hours_is_not_called_up_to_date() {
        gateway.order("A boat");
        gateway.time.pass(Duration.ofHours(5));

        JsonNode answer = body(get(Map.of("timeStart", "2026-11-24T15:30:00Z", "compare", "previous"), key));

        assertThat(answer.at("/summary/instantDataDisplay").asBoolean()).isFalse();
        assertThat(answer.at("/comparison/summary/instantDataDisplay").asBoolean())
                .isFalse();
    }

    @Test
    void an_admin_sees_keys_side_by_side() {
        gateway.order("A boat");
        String admin = gateway.newKey("adminkey", Scope.ADMIN);

        JsonNode byKey = body(get(Map.of("groupBy", "apiKey"), admin));
        JsonNode crossed = body(get(Map.of("groupBy", "apiKey,model", "kind", "text2video"), admin));

        assertThat(byKey.at("/groups")).hasSize(1);
        assertThat(byKey.at("/groups/0/by/apiKey").asText()).isEqualTo(TestGateway.KEY_ID);
        assertThat(crossed.at("/groups/0/by/apiKey").asText()).isEqualTo(TestGateway.KEY_ID);
        assertThat(crossed.at("/groups/0/by/model").asText()).isEqualTo("kling-v2-6");
        assertThat(crossed.at("/groups/0/cost").asText()).isEqualTo("$0.21");
    }

    @Test
    void the_list_of_jobs_goes_on_where_it_stopped_and_shows_each_once() {
        for (int i = 0; i < 7; i++) {
            gateway.order("Boat " + i);
            gateway.time.pass(Duration.ofMillis(i % 2));
        }
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Map<String, String> query = new HashMap<>(Map.of("limit", "2", "model", "kling-v2-6"));
            cursor.ifPresent(text -> query.put("cursor", text));
            JsonNode answer = body(get(query, key));
            answer.at("/recentActivity")
                    .forEach(job -> seen.add(job.path("jobId").asText()));
            cursor = Optional.of(answer.path("nextCursor").asText()).filter(text -> !text.isEmpty());
        } while (cursor.isPresent());

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(body(get(Map.of("status", "failed"), key)).at("/recentActivity"))
                .isEmpty();
        assertThat(body(get(Map.of("status", "open,failed"), key)).at("/recentActivity"))
                .hasSize(7);
    }

    @Test
    void the_same_rows_come_as_comma_separated_values() {
        gateway.order("A boat");

        APIGatewayV2HTTPEvent event = Events.httpWithKey("analytics", key);
        event.setQueryStringParameters(Map.of("timeStart", "2026-11-23", "granularity", "day", "groupBy", "model"));
        event.getHeaders().put("accept", "text/csv");
        APIGatewayV2HTTPResponse response = handler.handleRequest(event, new TestContext());

        assertThat(response.getHeaders()).containsEntry("Content-Type", "text/csv; charset=utf-8");
        assertThat(response.getBody().lines())
                .containsExactly(
                        "start,end,model,calls,units,costUsd,estimatedCostUsd,settledCostUsd,seconds,averageProcessingTimeMs",
                        "2026-11-24T00:00:00Z,2026-11-24T13:00:00Z,kling-v2-6,1,1.5,0.210000,0.210000,0.000000,5,");
    }

    @Test
    void the_sample_event_is_answered() {
        gateway.order("A boat");

        APIGatewayV2HTTPResponse response = handler.handleRequest(Events.http("analytics"), new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(body(response).at("/summary/totalCalls").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/usage-analytics, /range/timeZone",
        "/api/usage-forecast, /history/timeZone",
        "/api/usage-anomalies, /timeZone",
        "/api/usage-patterns, /range/timeZone",
    })
    void the_zone_of_an_answer_can_be_asked_for_again(String path, String at) {
        String zone = body(handler.handleRequest(Events.get(path, Map.of(), key), new TestContext()))
                .at(at)
                .asText();

        APIGatewayV2HTTPResponse again =
                handler.handleRequest(Events.get(path, Map.of("timeZone", zone), key), new TestContext());

        assertThat(zone).isEqualTo("UTC");
        assertThat(body(again).at(at).asText()).isEqualTo(zone);
    }

    private void rollUp() {
        TestCompact.compaction(gateway.usage, gateway.rollups, gateway.reopenings, Set.of(), gateway.time.instant());
    }

    private APIGatewayV2HTTPResponse get(Map<String, String> query, String key) {
        return handler.handleRequest(Events.get("/api/usage-analytics", query, key), new TestContext());
    }
}
