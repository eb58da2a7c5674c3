package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.TestGateway;
import klinggateway.analytics.PastDays;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forecasts are told as the OpenAPI document says, with much to go by and with nothing. */
class DescribedForecastTest {

    private static final Policy BUDGETS = new Policy(
            Optional.of(20_000_000L),
            Optional.of(900_000_000L),
            ZoneOffset.UTC,
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            1_000);

    private final Api api = new Api();
    private final UsageRoute route = new UsageRoute(api, "/api/usage-forecast");
    private final String key = api.gateway.newKey(TestGateway.KEY_ID, BUDGETS, Scope.USAGE);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_forecast_and_the_lack_of_one_are_described() {
        Api.body(200, route.get(Map.of(), key));
        PastDays.used(api.gateway, 60, List.of(TestGateway.KEY_ID), false);

        JsonNode told = Api.body(200, route.get(Map.of("timeZone", "Europe/Zurich"), key));

        assertThat(told.path("budgets").findValuesAsText("outlook")).containsExactly("runsOut", "lasts");
        Api.body(200, route.get(Map.of("productType", "video", "kind", "text2video"), Api.ADMIN));
        Api.body(400, route.get(Map.of("timeStart", "2026-11-01"), key));
        Api.body(403, route.get(Map.of("apiKey", "otherkey"), key));

        route.assertRefusalsAndAllSeen(key);
    }
}
