package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardHandlerTest {

    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"/assets/([^\"]+)\"");

    private final TestGateway gateway = new TestGateway();
    private final DashboardHandler handler = new DashboardHandler(gateway.catalogue, gateway.routes());

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void the_page_needs_no_key_and_everything_it_loads_is_there() {
        APIGatewayV2HTTPResponse page = handler.handleRequest(Events.http("dashboard"), new TestContext());

        assertThat(page.getStatusCode()).isEqualTo(200);
        assertThat(page.getHeaders()).containsEntry("content-type", "text/html; charset=utf-8");
        Matcher assets = ASSET.matcher(page.getBody());
        int found = 0;
        while (assets.find()) {
            assertThat(asset(assets.group(1)).getStatusCode())
                    .as(assets.group(1))
                    .isEqualTo(200);
            found++;
        }
        assertThat(found).isEqualTo(2);
    }

    @Test
    void the_page_may_run_and_load_its_own_files_only() {
        APIGatewayV2HTTPResponse page = handler.handleRequest(Events.http("dashboard"), new TestContext());

        assertThat(page.getHeaders().get("content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.getBody())
                .doesNotContain("style=")
                .doesNotContain("onclick")
                .doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.js", "../application.properties", "DashboardHandler.class", ""})
    void no_other_file_can_be_had(String name) {
        assertThat(asset(name).getStatusCode()).isEqualTo(404);
    }

    @Test
    void the_description_of_the_api_needs_no_key_and_may_be_kept_for_a_while() {
        APIGatewayV2HTTPEvent event = Events.http("dashboard");
        event.setRouteKey("GET /openapi.json");

        APIGatewayV2HTTPResponse response = handler.handleRequest(event, new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getHeaders())
                .containsEntry("content-type", "application/json")
                .containsEntry("cache-control", "public, max-age=300");
        assertThat(Events.body(response).path("openapi").asText()).startsWith("3.1");
        assertThat(response.getBody().length()).isLessThan(300_000);
    }

    private APIGatewayV2HTTPResponse asset(String name) {
        APIGatewayV2HTTPEvent event = Events.http("dashboard");
        event.setRouteKey("GET /assets/{file}");
        event.setPathParameters(Map.of("file", name));
        return handler.handleRequest(event, new TestContext());
    }
}
