package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import klinggateway.TestGateway;
import klinggateway.keys.Scope;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Status;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is unusual is told as the OpenAPI document says. */
class DescribedAnomaliesTest {

    private final Api api = new Api();
    private final UsageRoute route = new UsageRoute(api, "/api/usage-anomalies");
    private final TestGateway gateway = api.gateway;
    private final String key = gateway.newKey(TestGateway.KEY_ID, Scope.USAGE);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anomalies_are_described_without_and_with_some() {
        assertThat(Api.body(200, route.get(Map.of(), Api.ADMIN)).path("anomalies"))
                .isEmpty();
        spendALotYesterday();

        JsonNode own = Api.body(200, route.get(Map.of("timeZone", "UTC", "timeStart", "2026-11-20"), key));
        JsonNode all = Api.body(200, route.get(Map.of(), Api.ADMIN));

        assertThat(own.path("anomalies").findValuesAsText("kind")).containsExactly("spending", "failures");
        assertThat(all.path("anomalies").findValuesAsText("kind")).containsExactly("failures", "spending");
        Api.body(400, route.get(Map.of("timeStart", "2026-01-01", "surprise", "1"), key));
        Api.body(403, route.get(Map.of("apiKey", "otherkey"), key));

        route.assertRefusalsAndAllSeen(key);
    }

    private void spendALotYesterday() {
        Instant now = gateway.time.instant();
        Instant yesterday = Granularity.DAY.floor(now).minus(Duration.ofDays(1));
        RollupStore.Writer writer = gateway.rollups.begin(now);
        for (int back = 0; back < 15; back++) {
            Instant day = yesterday.minus(Duration.ofDays(back));
            Cube usual = cube("kling-v2-6", Status.SUCCEEDED, 10);
            Cube cube = back > 0 ? usual : Cube.sum(List.of(usual, cube("kling-v3", Status.FAILED, 90)));
            Period hour = new Period(Granularity.HOUR, day.plus(Duration.ofHours(9)));
            Period wholeDay = new Period(Granularity.DAY, day);
            for (Period period : List.of(hour, wholeDay)) {
                writer.put(TestGateway.KEY_ID, period, cube);
                writer.put(RollupStore.EVERYONE, period, cube);
            }
            writer.putKeys(wholeDay, Map.of(TestGateway.KEY_ID, cube.total()));
        }
        writer.moveWatermark(new Watermark(Granularity.MINUTE.floor(now), Map.of()));
    }

    private static Cube cube(String model, Status status, long calls) {
        String reason = status == Status.FAILED ? "unavailable" : Cell.NO_ERROR;
        Cell cell = new Cell(Cell.GATEWAY, "video", "video", "text2video", model, "std", "5", status, reason);
        long cost = calls * 1_000_000;
        return new Cube(Map.of(cell, new Measures(calls, 0, cost, cost, cost, 5 * calls, 0, 0, 0, 0)), Map.of());
    }
}
