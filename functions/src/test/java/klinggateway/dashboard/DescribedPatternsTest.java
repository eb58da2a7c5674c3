package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import klinggateway.TestGateway;
import klinggateway.analytics.PastDays;
import klinggateway.job.Job;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Patterns are told as the OpenAPI document says, with much to go by and with nothing. */
class DescribedPatternsTest {

    private final Api api = new Api();
    private final UsageRoute route = new UsageRoute(api, "/api/usage-patterns");
    private final String key = api.gateway.newKey(TestGateway.KEY_ID, Scope.USAGE);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void patterns_and_the_lack_of_them_are_described() {
        Api.body(200, route.get(Map.of(), key));
        PastDays.used(api.gateway, 60, List.of(TestGateway.KEY_ID), false);
        Job job = api.gateway.order("A boat");
        api.gateway.time.pass(Duration.ofMinutes(10));
        api.gateway.sync.ask(api.gateway.job(job.id()), api.gateway.deadline());

        JsonNode told = Api.body(200, route.get(Map.of("timeZone", "Europe/Zurich"), key));

        assertThat(told.at("/concurrency/0/pool").asText()).isEqualTo("video");
        assertThat(told.at("/timeToComplete/0/change").asText()).isEqualTo("unknown");
        JsonNode peaks = Api.body(200, route.get(Map.of(), Api.ADMIN));
        assertThat(peaks.at("/concurrency/0/byHour/13/peak").asInt()).isEqualTo(1);
        Api.body(200, route.get(Map.of("kind", "text2video", "timeStart", "2026-11-23"), Api.ADMIN));
        Api.body(400, route.get(Map.of("granularity", "day"), key));
        Api.body(403, route.get(Map.of("apiKey", "otherkey"), key));

        route.assertRefusalsAndAllSeen(key);
    }
}
