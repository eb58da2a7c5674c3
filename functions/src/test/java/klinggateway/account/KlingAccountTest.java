package klinggateway.account;

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
import klinggateway.analytics.TestAnalytics;
import klinggateway.job.Job;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlingAccountTest {

    private final TestGateway gateway = new TestGateway();
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestAnalytics.on(gateway);
    private final String admin = "kg_admin_" + TestGateway.ADMIN_SECRET;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void packs_show_what_is_left_and_kling_is_asked_seldom() {
        made("A boat");

        JsonNode answer = body(get("/api/account/packs", Map.of(), admin));
        get("/api/account/packs", Map.of(), admin);
        long within = gateway.emulator.requests("GET /account/costs");
        gateway.time.pass(Duration.ofMinutes(1));
        get("/api/account/packs", Map.of(), admin);

        JsonNode video = answer.at("/packs/0");
        assertThat(video.path("name").asText()).contains("Video");
        assertThat(video.path("total")
                        .decimalValue()
                        .subtract(video.path("remaining").decimalValue()))
                .isEqualByComparingTo("1.5");
        assertThat(video.path("expiresAt").asText()).startsWith("20").endsWith("Z");
        assertThat(video.path("status").asText()).isEqualTo("online");
        assertThat(answer.path("asOf").asText()).isNotEmpty();
        assertThat(within).isEqualTo(1);
        assertThat(gateway.emulator.requests("GET /account/costs")).isEqualTo(2);
    }

    @Test
    void who_asks_in_the_same_second_as_another_asks_again_in_the_next_one() {
        ResourcePacks first = new ResourcePacks(gateway.kling, gateway.time);
        ResourcePacks second = new ResourcePacks(gateway.kling, gateway.time::pass, gateway.time);
        ResourcePacks hasty = new ResourcePacks(gateway.kling, gateway.time::pass, gateway.time);

        assertThat(first.read(Duration.ofSeconds(5))).isInstanceOf(ResourcePacks.Reading.Known.class);
        assertThat(hasty.read(Duration.ofSeconds(1))).isInstanceOf(ResourcePacks.Reading.Unknown.class);
        assertThat(second.read(Duration.ofSeconds(5))).isInstanceOf(ResourcePacks.Reading.Known.class);
    }

    @Test
    void deductions_are_listed_task_by_task_and_page_by_page() {
        Job first = made("A boat");
        Job second = made("Another boat");

        JsonNode page = body(get("/api/account/deductions", Map.of("limit", "1"), admin));
        JsonNode rest = body(get(
                "/api/account/deductions",
                Map.of("limit", "1", "cursor", page.path("nextCursor").asText()),
                admin));

        assertThat(page.at("/deductions/0/taskId").asText())
                .isEqualTo(second.task().orElseThrow().id());
        assertThat(page.at("/deductions/0/deductionAmount").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(rest.at("/deductions/0/taskId").asText())
                .isEqualTo(first.task().orElseThrow().id());
        assertThat(rest.has("nextCursor")).isFalse();
    }

    @Test
    void a_filter_and_the_balance_are_passed_on() {
        made("A boat");

        assertThat(body(get("/api/account/deductions", Map.of("productType", "image"), admin))
                        .path("deductions"))
                .isEmpty();
        assertThat(body(get("/api/account/deductions", Map.of("productType", "video"), admin))
                        .path("deductions"))
                .hasSize(1);
        assertThat(body(get("/api/account/deductions", Map.of("source", "balance"), admin))
                        .path("deductions"))
                .isEmpty();
        assertThat(gateway.emulator.requests("POST /account/billing/balance")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "source, cash, source",
        "productType, film, productType",
        "limit, 501, limit",
        "timeStart, yesterday, timeStart",
        "timeStart, 2030-01-01, timeStart",
        "start, 1, start",
    })
    void what_cannot_be_asked_is_told(String parameter, String value, String named) {
        APIGatewayV2HTTPResponse response = get("/api/account/deductions", Map.of(parameter, value), admin);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo(named);
    }

    @Test
    void the_account_is_the_operators_business() {
        String key = gateway.newKey("reader", Scope.USAGE, Scope.READ, Scope.GENERATE);

        assertThat(get("/api/account/packs", Map.of(), key).getStatusCode()).isEqualTo(403);
        assertThat(get("/api/account/deductions", Map.of(), key).getStatusCode())
                .isEqualTo(403);
    }

    private APIGatewayV2HTTPResponse get(String route, Map<String, String> query, String key) {
        return handler.handleRequest(Events.get(route, query, key), new TestContext());
    }

    private Job made(String prompt) {
        Job job = gateway.order(prompt);
        gateway.time.pass(Duration.ofMinutes(10));
        return gateway.sync.ask(job, gateway.deadline());
    }
}
