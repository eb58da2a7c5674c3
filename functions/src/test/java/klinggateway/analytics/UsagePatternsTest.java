package klinggateway.analytics;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.job.Pool;
import klinggateway.keys.Scope;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Period;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageItems;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is the 24th of November, half past 13, a Tuesday. */
class UsagePatternsTest {

    private static final String PATH = "/api/usage-patterns";
    private static final String OTHER = "otherkey";
    private static final List<String> KEYS = List.of(TestGateway.KEY_ID, OTHER);

    private static TestGateway gateway;
    private static CapacityMeter meter;
    private static String key;
    private static String admin;
    private static RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler;

    /** Once for all: each of 2,000 rollups is a write, and no test writes anything that another reads. */
    @BeforeAll
    static void four_weeks_of_usage() {
        CapacityMeter[] made = new CapacityMeter[1];
        gateway = TestGateway.metered(client -> made[0] = new CapacityMeter(client), 5);
        meter = made[0];
        key = gateway.newKey(TestGateway.KEY_ID, Scope.USAGE);
        admin = gateway.newKey("adminkey", Scope.ADMIN);
        handler = TestAnalytics.on(gateway);
        used(new DynamoDbRollupStore(meter.unmetered(), "RollupsTable"));
        gateway.accepted("A boat");
        gateway.time.moveTo(Instant.parse("2026-11-24T13:30:00Z"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "productType, all, Europe/Zurich",
        "mode, pro, UTC",
        "status, failed, Asia/Kolkata",
        "kind, text2video, America/New_York"
    })
    void the_hours_of_the_week_add_up_to_what_analytics_has_of_the_same_range(String name, String value, String zone) {
        JsonNode patterns = patterns(Map.of(name, value, "timeZone", zone));
        JsonNode summary = analytics(Map.of(name, value, "timeStart", start(patterns), "timeEnd", end(patterns)))
                .at("/summary");

        assertThat(sum(patterns, "calls")).isEqualTo(summary.at("/totalCalls").asLong());
        assertThat(sum(patterns, "costMicroUsd"))
                .isEqualTo(summary.at("/totalCostMicroUsd").asLong())
                .isNotZero();
    }

    @ParameterizedTest
    @CsvSource({"2026-03-23, 2026-03-30, 167, 0", "2026-10-19, 2026-10-26, 169, 2", "2026-06-01, 2026-06-08, 168, 1"})
    void where_clocks_change_an_hour_is_missing_or_there_twice(String from, String to, int hours, int twoOnSunday) {
        JsonNode patterns = patterns(Map.of("timeStart", from, "timeEnd", to, "timeZone", "Europe/Zurich"));

        double all = 0;
        for (JsonNode hour : patterns.at("/hourOfWeek")) {
            all += hour.at("/hours").asDouble();
        }
        assertThat(all).isEqualTo(hours);
        assertThat(patterns.at("/hourOfWeek/" + (6 * 24 + 2) + "/hours").asInt())
                .isEqualTo(twoOnSunday);
    }

    @Test
    void four_weeks_are_looked_at_in_which_each_hour_is_as_often_as_the_others() {
        String newcomer = gateway.newKey("newcomer", Scope.USAGE);

        JsonNode patterns = body(get(PATH, Map.of("timeZone", "Asia/Kathmandu"), newcomer));

        assertThat(start(patterns)).isEqualTo("2026-10-27T13:15:00Z");
        assertThat(patterns.at("/hourOfWeek/0/weekday").asText()).isEqualTo("monday");
        assertThat(patterns.at("/hourOfWeek/0/hours").asDouble()).isEqualTo(4);
        // 19:00 to 20:00 there, of which a quarter has passed today.
        assertThat(patterns.at("/hourOfWeek/43/hours").asDouble()).isCloseTo(4.25, within(1e-9));
        assertThat(patterns.at("/inWords/0").asText()).startsWith("Too little to tell");
    }

    @Test
    void waiting_and_times_are_left_out_with_a_filter_that_they_are_not_kept_by() {
        JsonNode by = patterns(Map.of("model", "kling-v3"));
        JsonNode not = patterns(Map.of("kind", "text2video"));

        assertThat(by.at("/waitingByHour")).hasSize(24);
        assertThat(by.at("/timeToComplete")).hasSize(1);
        assertThat(by.at("/timeToComplete/0/periods")).hasSize(5);
        assertThat(not.at("/waitingByHour")).isEmpty();
        assertThat(not.at("/timeToComplete")).isEmpty();
        assertThat(not.at("/concurrency/0/limit").asInt()).isEqualTo(5);
        assertThat(not.at("/inWords").toString()).contains("it is kept by product type, model and mode only");
    }

    @Test
    void peaks_are_told_of_all_keys_together_and_of_nothing_less() {
        Instant two = Instant.parse("2026-11-20T14:00:00Z");
        for (int hour = 0; hour < 48; hour++) {
            gateway.peaks.reached(Pool.VIDEO, hour % 24 == 0 ? 5 - hour / 24 : 2, two.plus(Duration.ofHours(hour)));
        }

        meter.reset();
        JsonNode all = body(get(PATH, Map.of("timeZone", "Asia/Kolkata"), admin));
        double units = meter.of("AdmissionTable").readUnits();

        JsonNode video = all.at("/concurrency/0");
        assertThat(video.at("/peaksSince").asText()).isEqualTo(two.toString());
        // Half past 19 to half past 20 there.
        JsonNode hour = video.at("/byHour/20");
        assertThat(hour.at("/peak").asInt()).isEqualTo(5);
        assertThat(hour.at("/peakStart").asText()).isEqualTo(two.toString());
        assertThat(hour.at("/hoursAtLimit").asInt()).isEqualTo(1);
        assertThat(hour.at("/hoursWithPeak").asInt()).isEqualTo(2);
        assertThat(all.at("/inWords").toString())
                .contains("The pool video was full (5 of 5) in 1 of 48 hours, most often from 20:00 to 21:00.")
                .contains("is known from 20 November 2026, 19:30 on");
        assertThat(units)
                .as("an item for each day and pool, and the limit of requests")
                .isLessThanOrEqualTo(3 * 29);
        for (JsonNode part : List.of(
                patterns(Map.of()),
                body(get(PATH, Map.of("apiKey", OTHER), admin)),
                body(get(PATH, Map.of("kind", "text2video"), admin)))) {
            assertThat(part.at("/concurrency/0/byHour/14").has("usual")).isTrue();
            assertThat(part.at("/concurrency").toString()).doesNotContain("peak", "hoursAtLimit");
        }
    }

    @Test
    void a_key_sees_itself_and_an_admin_sees_all() {
        long own = sum(patterns(Map.of()), "calls");
        long all = sum(body(get(PATH, Map.of(), admin)), "calls");
        long other = sum(body(get(PATH, Map.of("apiKey", OTHER), admin)), "calls");

        assertThat(own).isPositive();
        assertThat(own + other).isEqualTo(all);
        assertThat(get(PATH, Map.of("apiKey", OTHER), key).getStatusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "timeStart, 2026-08-01",
        "timeStart, 2026-11-25",
        "granularity, day",
        "timeZone, Mars/Olympus",
        "status, done",
    })
    void a_question_that_cannot_be_answered_says_what_is_allowed(String name, String value) {
        APIGatewayV2HTTPResponse response = get(PATH, Map.of(name, value), key);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"productType, all, UTC", "model, kling-v2-6, UTC", "productType, all, Asia/Kolkata"})
    void it_reads_no_more_than_analytics_by_hour_and_without_a_filter_by_day_and_model_too(
            String name, String value, String zone) {
        String from = Granularity.HOUR
                .floor(gateway.time
                        .instant()
                        .atZone(ZoneId.of(zone))
                        .minusWeeks(4)
                        .toInstant())
                .toString();
        Map<String, String> asked = new TreeMap<>(
                Map.of(name, value, "timeZone", zone, "timeStart", from, "limit", "1", "granularity", "hour"));
        meter.reset();
        analytics(asked);
        double allowed = meter.of("RollupsTable").readUnits();
        if (value.equals("all")) {
            asked.putAll(Map.of("granularity", "day", "groupBy", "model,mode"));
            analytics(asked);
            allowed = meter.of("RollupsTable").readUnits();
        }
        double ledger = meter.of("UsageTable").readUnits();
        meter.reset();
        patterns(Map.of(name, value, "timeZone", zone, "timeStart", from));
        assertThat(meter.of("RollupsTable").readUnits()).isPositive().isLessThanOrEqualTo(allowed);
        assertThat(meter.of("UsageTable").readUnits()).isLessThanOrEqualTo(ledger);
        assertThat(meter.of("AdmissionTable").readUnits()).isZero();
    }

    /** 500 random jobs of two keys in four weeks up to 13 o'clock, rolled up into hours and days. */
    private static void used(RollupStore rollups) {
        Instant watermark = Granularity.HOUR.floor(gateway.time.instant());
        Duration length = Duration.ofDays(28);
        List<UsageItem> items = UsageItems.random(new Random(1), 500, watermark.minus(length), length, KEYS).stream()
                .filter(item -> item.at().isBefore(watermark))
                .toList();
        RollupStore.Writer writer = rollups.begin(gateway.time.instant());
        for (Granularity granularity : List.of(Granularity.QUARTER, Granularity.HOUR, Granularity.DAY)) {
            put(writer, items, granularity, RollupStore.EVERYONE);
            for (String of : KEYS) {
                put(
                        writer,
                        items.stream()
                                .filter(item -> item.entry().keyId().equals(of))
                                .toList(),
                        granularity,
                        of);
            }
        }
        writer.moveWatermark(new Watermark(watermark, Map.of()));
    }

    private static void put(RollupStore.Writer writer, List<UsageItem> items, Granularity granularity, String scope) {
        Map<Instant, List<UsageItem>> periods = new TreeMap<>();
        items.forEach(item -> periods.computeIfAbsent(granularity.floor(item.at()), unseen -> new ArrayList<>())
                .add(item));
        periods.forEach((start, ofPeriod) -> writer.put(scope, new Period(granularity, start), Cube.of(ofPeriod)));
    }

    private static String start(JsonNode patterns) {
        return patterns.at("/range/timeStart").asText();
    }

    private static String end(JsonNode patterns) {
        return patterns.at("/range/timeEnd").asText();
    }

    private static long sum(JsonNode patterns, String member) {
        long sum = 0;
        for (JsonNode hour : patterns.at("/hourOfWeek")) {
            sum += hour.path(member).asLong();
        }
        return sum;
    }

    private static JsonNode patterns(Map<String, String> query) {
        return answer(PATH, query);
    }

    private static JsonNode analytics(Map<String, String> query) {
        return answer("/api/usage-analytics", query);
    }

    private static JsonNode answer(String path, Map<String, String> query) {
        APIGatewayV2HTTPResponse response = get(path, query, key);
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        return body(response);
    }

    private static APIGatewayV2HTTPResponse get(String path, Map<String, String> query, String by) {
        return handler.handleRequest(Events.get(path, query, by), new TestContext());
    }
}
