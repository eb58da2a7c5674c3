package klinggateway.analytics;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.anomaly.Anomaly;
import klinggateway.anomaly.Search;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.aws.DynamoDbUsageStore;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.keys.Scope;
import klinggateway.report.RollupBooks;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Period;
import klinggateway.usage.RememberedWatermark;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Status;
import klinggateway.usage.UsageReader;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fourteen keys that spent ten dollars a day, and yesterday ten times as much; and a model that failed for two hours. */
class UsageAnomaliesTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int KEYS = 14;

    private static final TestGateway GATEWAY = TestGateway.inProcess(5);
    private static final String ADMIN = "kg_admin_" + TestGateway.ADMIN_SECRET;
    /** When every gateway of a test begins. */
    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");

    private static final Instant YESTERDAY = Granularity.DAY.floor(NOW).minus(DAY);
    private static final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> HANDLER =
            TestAnalytics.on(GATEWAY);

    @BeforeAll
    static void spend() {
        RollupStore.Writer writer = GATEWAY.rollups.begin(NOW);
        for (int back = 0; back < 43; back++) {
            Instant day = YESTERDAY.minus(DAY.multipliedBy(back));
            boolean isRead = back % 7 == 0 && back <= 7 * Search.WEEKS;
            List<Cube> everyone = new ArrayList<>();
            Map<String, Measures> totals = new TreeMap<>();
            for (int key = 0; key < KEYS; key++) {
                List<Cube> hours = new ArrayList<>();
                for (int hour = 9; hour < 19; hour++) {
                    Cube cube = hour(back == 0 && hour >= 14);
                    hours.add(cube);
                    if (isRead) {
                        writer.put(name(key), hourOf(day, hour), cube);
                    }
                }
                Cube ofDay = Cube.sum(hours);
                writer.put(name(key), new Period(Granularity.DAY, day), ofDay);
                totals.put(name(key), ofDay.total());
                everyone.add(ofDay);
            }
            everyone.add(new Cube(Map.of(cell("kling-v2-5-turbo", "std", Status.SUCCEEDED), calls(40, 0)), Map.of()));
            if (back == 0) {
                Cube failed = new Cube(Map.of(cell("kling-v2-5-turbo", "std", Status.FAILED), calls(20, 0)), Map.of());
                for (int hour = 10; hour < 12; hour++) {
                    everyone.add(failed);
                    writer.put(RollupStore.EVERYONE, hourOf(day, hour), failed);
                }
            }
            writer.put(RollupStore.EVERYONE, new Period(Granularity.DAY, day), Cube.sum(everyone));
            writer.putKeys(new Period(Granularity.DAY, day), totals);
        }
        for (int minute = 10; minute < 60; minute += 5) {
            Instant at = YESTERDAY.plus(Duration.ofMinutes(14 * 60 + minute));
            writer.put(name(0), new Period(Granularity.MINUTE, at), new Cube(pro(2), Map.of()));
        }
        writer.moveWatermark(new Watermark(Granularity.MINUTE.floor(NOW), Map.of()));
    }

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @Test
    void tells_a_key_what_it_spent_too_much_why_and_since_when() {
        String key = GATEWAY.newKey(name(0), Scope.USAGE);

        JsonNode anomalies = body(get(Map.of(), key)).path("anomalies");

        assertThat(anomalies).hasSize(1);
        JsonNode anomaly = anomalies.path(0);
        assertThat(anomaly.path("kind").asText()).isEqualTo("spending");
        assertThat(anomaly.path("apiKey").asText()).isEqualTo(name(0));
        assertThat(anomaly.path("expected").decimalValue()).isEqualByComparingTo("10");
        assertThat(anomaly.path("actual").decimalValue()).isEqualByComparingTo("110");
        assertThat(anomaly.path("factor").decimalValue()).isEqualByComparingTo("11");
        assertThat(anomaly.at("/because/dimension").asText()).isEqualTo("model");
        assertThat(anomaly.at("/because/value").asText()).isEqualTo("kling-v3");
        assertThat(anomaly.at("/also/0/value").asText()).isEqualTo("pro");
        assertThat(anomaly.path("since").asText())
                .isEqualTo(YESTERDAY.plus(Duration.ofMinutes(14 * 60 + 10)).toString());
        assertThat(anomaly.path("sinceSeconds").asInt()).isEqualTo(60);
        assertThat(anomaly.path("sentence").asText())
                .contains("11 times its usual")
                .contains("because of model kling-v3 with mode pro (100 % of what is too much), from 14:10 on.");
    }

    @Test
    void tells_an_admin_of_all_keys_and_of_models_that_fail() {
        JsonNode anomalies = body(get(Map.of(), ADMIN)).path("anomalies");

        assertThat(anomalies).hasSize(Search.CLOSE_LOOKS + 1);
        JsonNode oldest = anomalies.path(Search.CLOSE_LOOKS);
        assertThat(oldest.path("kind").asText()).isEqualTo("failures");
        assertThat(oldest.path("model").asText()).isEqualTo("kling-v2-5-turbo");
        assertThat(oldest.path("actual").decimalValue()).isEqualByComparingTo("1");
        assertThat(oldest.at("/because/value").asText()).isEqualTo("unavailable");
        assertThat(oldest.has("apiKey")).isFalse();
    }

    @Test
    void an_admin_may_name_keys() {
        JsonNode anomalies =
                body(get(Map.of("apiKey", name(1) + "," + name(2)), ADMIN)).path("anomalies");

        assertThat(anomalies.findValuesAsText("apiKey")).containsExactly(name(1), name(2));
    }

    @Test
    void says_nothing_about_days_on_which_nothing_was_unusual() {
        Map<String, String> before =
                Map.of("timeStart", YESTERDAY.minus(DAY.multipliedBy(3)).toString(), "timeEnd", YESTERDAY.toString());

        JsonNode answer = body(get(before, ADMIN));

        assertThat(answer.path("anomalies")).isEmpty();
    }

    @Test
    void another_keys_anomalies_are_refused() {
        String key = GATEWAY.newKey(name(3), Scope.USAGE);

        assertThat(get(Map.of("apiKey", name(4)), key).getStatusCode()).isEqualTo(403);
    }

    @Test
    void what_cannot_be_asked_is_refused() {
        for (Map<String, String> wrong : List.of(
                Map.of("timeStart", "2026-01-01"),
                Map.of("timeStart", NOW.plus(DAY).toString()),
                Map.of("timeZone", "Mars"),
                Map.of("granularity", "day"),
                Map.of("apiKey", "a,b,c,d,e,f,g,h,i,j,k"))) {
            assertThat(get(wrong, ADMIN).getStatusCode()).as(wrong.toString()).isEqualTo(400);
        }
    }

    @Test
    void reads_little_however_many_keys_are_unusual() {
        CapacityMeter meter = new CapacityMeter(GATEWAY.dynamoDb());
        UsageReader reader = new UsageReader(
                new DynamoDbUsageStore(meter, "UsageTable"),
                new RememberedWatermark(new DynamoDbRollupStore(meter, "RollupsTable")));

        List<Anomaly> found = new Search(
                        new RollupBooks(reader, Set.of(), NOW), ZoneOffset.UTC, List.of(Optional.empty()))
                .find(NOW.minus(Duration.ofDays(7)), NOW);

        double units = meter.of("RollupsTable").readUnits();
        System.out.printf(
                "anomalies of 7 days: %.1f read units of rollups in %d requests, %.1f of the ledger, for %d close looks%n",
                units,
                meter.of("RollupsTable").requests(),
                meter.of("UsageTable").readUnits(),
                found.size());
        assertThat(found).hasSize(Search.CLOSE_LOOKS + 1);
        assertThat(units).isLessThan(120);
        assertThat(meter.of("UsageTable").readUnits()).isLessThan(40);
    }

    private static APIGatewayV2HTTPResponse get(Map<String, String> query, String key) {
        return HANDLER.handleRequest(Events.get("/api/usage-anomalies", query, key), new TestContext());
    }

    private static String name(int key) {
        return "key" + (10 + key);
    }

    private static Period hourOf(Instant day, int hour) {
        return new Period(Granularity.HOUR, day.plus(Duration.ofHours(hour)));
    }

    private static Cube hour(boolean isUnusual) {
        Map<Cell, Measures> cells = new HashMap<>();
        cells.put(cell("kling-v2-6", "std", Status.SUCCEEDED), calls(4, 1_000_000));
        if (isUnusual) {
            cells.putAll(pro(20));
        }
        return new Cube(cells, Map.of());
    }

    private static Map<Cell, Measures> pro(long calls) {
        return Map.of(cell("kling-v3", "pro", Status.SUCCEEDED), calls(calls, calls * 1_000_000));
    }

    private static Cell cell(String model, String mode, Status status) {
        String reason = status == Status.FAILED ? "unavailable" : Cell.NO_ERROR;
        return new Cell(Cell.GATEWAY, "video", "video", "text2video", model, mode, "5", status, reason);
    }

    private static Measures calls(long calls, long microUsd) {
        return new Measures(calls, 0, microUsd, microUsd, microUsd, 5 * calls, 0, 0, 0, 0);
    }
}
