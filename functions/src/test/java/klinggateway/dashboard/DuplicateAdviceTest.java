package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import klinggateway.Events;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From orders that come twice to the advice that says so. */
class DuplicateAdviceTest {

    private final Api api = new Api();
    private final String hasty = api.gateway.newKey("hasty", Scope.GENERATE, Scope.USAGE);
    private final String named = api.gateway.newKey("named", Scope.GENERATE, Scope.USAGE);
    private final String patient = api.gateway.newKey("patient", Scope.GENERATE, Scope.USAGE);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void who_orders_again_within_minutes_is_told_and_who_names_orders_or_waits_is_not() {
        for (int i = 0; i < 5; i++) {
            order(hasty, "Boat " + i, "");
            order(named, "Boat " + i, "once " + i);
            order(patient, "Boat", "");
            api.gateway.time.pass(Duration.ofSeconds(5));
            order(hasty, "Boat " + i, "");
            order(named, "Boat " + i, "again " + i);
            api.gateway.time.pass(Duration.ofMinutes(11));
        }

        JsonNode own = advice(hasty, Map.of());
        JsonNode all = advice(Api.ADMIN, Map.of());
        JsonNode both = advice(Api.ADMIN, Map.of("apiKey", "hasty,named"));

        // Five of ten, at 21 cents each.
        assertThat(own.path("id").asText()).isEqualTo("duplicateOrders-hasty");
        assertThat(own.path("savingPerMonthMicroUsd").asLong()).isEqualTo(5 * 210_000);
        assertThat(own.at("/evidence/calls").asLong()).isEqualTo(5);
        assertThat(own.at("/evidence/share").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(own.path("link").asText()).endsWith("&zone=UTC&apiKey=hasty");
        assertThat(all).isEqualTo(own);
        assertThat(both.path("id").asText()).isEqualTo("duplicateOrders-text2video-kling-v2-6-std");
        assertThat(both.at("/evidence/share").decimalValue()).isEqualByComparingTo("0.25");
        assertThat(advice(named, Map.of()).isMissingNode()).isTrue();
        assertThat(advice(patient, Map.of()).isMissingNode()).isTrue();
    }

    private void order(String key, String prompt, String name) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setBody("{\"prompt\":\"" + prompt + "\"}");
        if (!name.isEmpty()) {
            event.getHeaders().put("Idempotency-Key", name);
        }
        assertThat(api.send(event).getStatusCode()).isIn(200, 202);
    }

    /** All there is about duplicates, which is one thing or none. */
    private JsonNode advice(String key, Map<String, String> query) {
        JsonNode answer = Api.body(200, api.get("/api/recommendations", query, key));
        List<JsonNode> found = new ArrayList<>();
        answer.path("recommendations").forEach(one -> {
            if (one.path("rule").asText().equals("duplicateOrders")) {
                found.add(one);
            }
        });
        assertThat(found).hasSizeLessThanOrEqualTo(1);
        return found.isEmpty() ? answer.path("nothing") : found.getFirst();
    }
}
