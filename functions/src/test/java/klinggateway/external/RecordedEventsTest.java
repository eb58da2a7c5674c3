package klinggateway.external;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.analytics.TestAnalytics;
import klinggateway.compact.TestCompact;
import klinggateway.keys.Scope;
import klinggateway.usage.Cell;
import klinggateway.usage.Dimension;
import klinggateway.usage.ExternalUsage;
import klinggateway.usage.Granularity;
import klinggateway.usage.InMemoryReopenings;
import klinggateway.usage.InMemoryRollups;
import klinggateway.usage.Measures;
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageItem;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RecordedEventsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EVENT = "{\"eventId\":\"e1\",\"kind\":\"text2video\",\"model\":\"kling-v2-6\","
            + "\"mode\":\"std\",\"duration\":5,\"units\":1.5}";

    private final TestGateway gateway = TestGateway.inProcess(5);
    private final String key = gateway.newKey(TestGateway.KEY_ID, Scope.RECORD, Scope.USAGE);
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestAnalytics.on(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_event_is_in_analytics_at_once_for_its_own_key_only() {
        String other = gateway.newKey("otherkey", Scope.USAGE);

        JsonNode recorded = answer(200, EVENT, key);

        assertThat(recorded).isEqualTo(json("{\"eventId\":\"e1\",\"status\":\"recorded\"}"));
        JsonNode usage = usage(key);
        assertThat(usage.at("/summary/totalCalls").asInt()).isEqualTo(1);
        assertThat(usage.at("/summary/totalCost").asText()).isEqualTo("$0.21");
        assertThat(usage.at("/summary/totalUnitsDeduced").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(usage.at("/summary/callsByStatus/succeeded").asInt()).isEqualTo(1);
        assertThat(usage.at("/breakdown/byModel/kling-v2-6/calls").asInt()).isEqualTo(1);
        assertThat(usage.at("/breakdown/byDuration/5/calls").asInt()).isEqualTo(1);
        assertThat(usage(other).at("/summary/totalCalls").asInt()).isZero();
    }

    @Test
    void an_event_is_external_settled_and_in_no_budget() {
        gateway.order("A boat");
        var before = gateway.budget(TestGateway.KEY_ID, "2026-11");

        answer(200, with("processingTime", "90000"), key);

        assertThat(gateway.budget(TestGateway.KEY_ID, "2026-11")).isEqualTo(before);
        assertThat(gateway.usageNow().by(Dimension.SOURCE)).containsOnlyKeys(Cell.GATEWAY, Cell.EXTERNAL);
        assertThat(gateway.usageNow().by(Dimension.SOURCE).get(Cell.EXTERNAL)).satisfies(external -> {
            assertThat(external.calls()).isEqualTo(1);
            assertThat(external.microUsd()).isEqualTo(210_000);
            assertThat(external.settledMicroUsd()).isEqualTo(210_000);
            assertThat(external.seconds()).isEqualTo(5);
            assertThat(external.timed()).isEqualTo(1);
            assertThat(external.processingMs()).isEqualTo(90_000);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "eventId | null | is needed",
                "eventId | 7 | visible ASCII",
                "eventId | \"\" | 1 to 255",
                "eventId | \"a\\tb\" | visible ASCII",
                "eventId | LONG | 1 to 255",
                "occurredAt | \"yesterday\" | must be a moment from 2026-08-28T13:00:00Z to 2026-11-24T13:01:00Z",
                "occurredAt | \"2026-11-24T13:01:00.001Z\" | must be a moment",
                "occurredAt | \"2026-08-28T12:59:59Z\" | must be a moment",
                "occurredAt | \"+999999999-12-31T23:59:59Z\" | must be a moment",
                "kind | null | is needed",
                "kind | \"film\" | 'film' is not possible; allowed: text2video, image2video",
                "model | null | is needed",
                "model | \"kling-v9\" | 'kling-v9' is not possible; allowed: kling-v3",
                "model | \"kling-v3-omni\" | is not possible; allowed: kling-v3",
                "mode | \"8k\" | '8k' is not possible; allowed: std, pro",
                "mode | 4 | must be a text",
                "duration | 1.5 | whole number from 0 to 3600",
                "duration | -1 | whole number",
                "duration | 3601 | whole number",
                "duration | \"5\" | whole number",
                "status | \"open\" | succeeded or failed",
                "reason | \"oops\" | must be one of input, imageSize, content",
                "reason | \"content\" | with the status failed only",
                "units | -1 | from 0 to 1000000 with at most 3 decimals",
                "units | 1.2345 | at most 3 decimals",
                "units | 1000001 | from 0 to 1000000",
                "units | 1e1000000000 | from 0 to 1000000",
                "units | \"1\" | must be a number",
                "cost | -0.01 | from 0 to 1000000 with at most 6 decimals",
                "cost | 0.0000001 | at most 6 decimals",
                "cost | 1000000.01 | from 0 to 1000000",
                "processingTime | -1 | whole number",
                "processingTime | 2592000001 | from 0 to 2592000000",
                "apiKey | \"otherkey\" | this key records its own usage only",
                "apiKey | 7 | must be a text",
                "price | 1 | is not known; known are apiKey, cost",
            })
    void a_field_that_breaks_its_rule_says_what_is_allowed(String name, String value, String reason) {
        String event = with(name, value.equals("LONG") ? "\"" + "x".repeat(256) + "\"" : value);

        JsonNode problem = answer(400, event, key);

        assertThat(problem.path("code").asText()).isEqualTo("EVENT_RECORDING_ERROR");
        assertThat(problem.path("invalidParameters")).hasSize(1);
        assertThat(problem.at("/invalidParameters/0/name").asText()).isEqualTo("/" + name);
        assertThat(problem.at("/invalidParameters/0/reason").asText()).contains(reason);
        assertThat(items()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eventId | LONG",
                "eventId | \" ~\"",
                "occurredAt | null",
                "occurredAt | \"2026-11-24T13:01:00Z\"",
                "occurredAt | \"2026-08-28T13:00:00Z\"",
                "occurredAt | \"2026-11-24T14:00:00.123456+01:00\"",
                "model | \"kling-v2-5-turbo\"",
                "mode | null",
                "mode | \"1080p\"",
                "duration | 0",
                "duration | 3600",
                "status | \"succeeded\"",
                "units | 0.001",
                "units | 1000000",
                "cost | 0",
                "cost | 0.000001",
                "processingTime | 2592000000",
                "apiKey | \"testkey\"",
            })
    void what_is_just_within_the_rules_is_recorded(String name, String value) {
        answer(200, with(name, value.equals("LONG") ? "\"" + "x".repeat(255) + "\"" : value), key);

        List<UsageItem> items = items();
        assertThat(items).hasSize(1);
        assertThat(items.getFirst().entry().keyId()).isEqualTo(TestGateway.KEY_ID);
    }

    @Test
    void a_model_is_counted_under_one_name_and_its_usual_mode_and_a_resolution_under_its_mode() {
        answer(200, event("a", "text2video", "kling-3.0", "\"1080p\""), key);
        answer(200, event("b", "text2video", "kling-v3", "null"), key);
        answer(200, event("c", "image", "kling-v3", "null"), key);
        answer(200, event("d", "multi-image2video", "kling-v1-6", "null"), key);

        assertThat(gateway.usageNow().cells().keySet())
                .extracting(cell -> cell.kind() + " " + cell.model() + " " + cell.mode() + " " + cell.pool())
                .containsExactlyInAnyOrder(
                        "text2video kling-v3 pro video",
                        "text2video kling-v3 std video",
                        "image kling-v3 1k image",
                        "multi-image2video kling-v1-6 std video");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | null | 1500 | 210000",
                "1.5 | 0.1 | 1500 | 100000",
                "null | 0.1 | 0 | 100000",
                "0.001 | null | 1 | 140"
            })
    void the_cost_is_what_is_told_or_the_price_of_the_units(String units, String cost, long milliUnits, long microUsd) {
        answer(200, with("units", units, "cost", cost), key);

        assertThat(gateway.usageNow().total().milliUnits()).isEqualTo(milliUnits);
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(microUsd);
    }

    @Test
    void what_has_succeeded_cost_something_and_what_has_failed_need_not() {
        JsonNode problem = answer(400, with("units", "null"), key);
        answer(200, with("units", "null", "status", "\"failed\""), key);
        answer(200, with("eventId", "\"e2\"", "status", "\"failed\"", "reason", "\"content\""), key);

        assertThat(problem.at("/invalidParameters/0/name").asText()).isEqualTo("/cost");
        Map<String, Measures> byErrorClass = gateway.usageNow().by(Dimension.REASON);
        assertThat(byErrorClass).containsOnlyKeys("other", "content");
        assertThat(byErrorClass.values())
                .extracting(Measures::calls, Measures::microUsd)
                .containsExactlyInAnyOrder(tuple(1L, 0L), tuple(1L, 210_000L));
    }

    @Test
    void twenty_equal_events_at_once_are_one() throws ExecutionException, InterruptedException {
        List<String> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<JsonNode>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> answer(200, EVENT, key)))
                    .toList();
            for (Future<JsonNode> answer : answers) {
                statuses.add(answer.get().path("status").asText());
            }
        }

        assertThat(statuses).filteredOn("recorded"::equals).hasSize(1);
        assertThat(statuses).filteredOn("repeated"::equals).hasSize(19);
        assertThat(gateway.usageNow().total().calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mode\":\"pro\"",
                "\"duration\":10",
                "\"units\":1.501",
                "\"cost\":0.21",
                "\"processingTime\":1",
                "\"status\":\"failed\"",
                "\"model\":\"kling-v3\"",
                "\"kind\":\"image2video\"",
                "\"occurredAt\":\"2026-11-24T12:00:00Z\"",
            })
    void another_event_of_the_same_name_is_refused(String change) {
        answer(200, EVENT, key);

        JsonNode problem = answer(409, merged(EVENT, "{" + change + "}"), key);

        assertThat(problem.path("code").asText()).isEqualTo("EVENT_RECORDING_ERROR");
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(210_000);
    }

    @Test
    void the_same_event_said_in_another_way_or_later_is_the_same() {
        answer(200, with("occurredAt", "\"2026-11-24T12:00:00Z\""), key);
        answer(200, with("eventId", "\"e2\""), key);
        gateway.time.pass(Duration.ofDays(7));

        JsonNode otherWords = answer(
                200,
                with(
                        "occurredAt", "\"2026-11-24T13:00:00.000+01:00\"",
                        "units", "1.500",
                        "status", "\"succeeded\"",
                        "reason", "null"),
                key);
        JsonNode withoutMoment = answer(200, with("eventId", "\"e2\""), key);
        compact(gateway.rollups);

        assertThat(otherWords.path("status").asText()).isEqualTo("repeated");
        assertThat(withoutMoment.path("status").asText()).isEqualTo("repeated");
        assertThat(gateway.usageNow().total().calls()).isEqualTo(2);
    }

    @Test
    void keys_have_their_own_names_of_events_and_an_admin_may_record_for_any_key_there_is() {
        String admin = gateway.newKey("adminkey", Scope.ADMIN);
        answer(200, EVENT, key);

        JsonNode own = answer(200, EVENT, admin);
        JsonNode same = answer(200, with("apiKey", "\"testkey\""), admin);
        JsonNode unknown = answer(400, with("apiKey", "\"nobody\""), admin);
        JsonNode secret = answer(400, with("apiKey", "\"" + key + "\""), admin);

        assertThat(own.path("status").asText()).isEqualTo("recorded");
        assertThat(same.path("status").asText()).isEqualTo("repeated");
        assertThat(unknown.path("detail").asText()).contains("the id of a key that there is or was");
        assertThat(secret.toString()).doesNotContain(key.substring(10));
        assertThat(items()).extracting(item -> item.entry().keyId()).containsExactlyInAnyOrder("testkey", "adminkey");
    }

    @Test
    void a_list_is_answered_event_by_event() {
        answer(200, EVENT, key);
        String list = "{\"events\":[" + EVENT + "," + with("eventId", "\"e2\"") + "," + with("units", "2") + ","
                + with("eventId", "\"e3\"", "model", "\"none\"") + "," + with("eventId", "\"e2\"") + ",{}]}";

        JsonNode results = answer(200, list, key).path("results");

        assertThat(results.findValuesAsText("status"))
                .contains("repeated", "recorded", "refused")
                .hasSize(9);
        assertThat(IntStream.range(0, 6)
                        .mapToObj(i -> results.path(i).path("status").asText()))
                .containsExactly("repeated", "recorded", "refused", "refused", "repeated", "refused");
        assertThat(results.at("/2/problem/status").asInt()).isEqualTo(409);
        assertThat(results.at("/3/eventId").asText()).isEqualTo("e3");
        assertThat(results.at("/3/problem/invalidParameters/0/name").asText()).isEqualTo("/events/3/model");
        assertThat(results.path(5).has("eventId")).isFalse();
        assertThat(gateway.usageNow().total().calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"events\":[]}",
                "{\"events\":{}}",
                "{\"events\":null}",
                "{\"events\":[1]}",
                "{\"events\":[{}],\"eventId\":\"e1\"}",
                "MANY",
                "[]",
                "{",
            })
    void a_body_that_is_no_event_and_no_list_of_some_is_refused_as_a_whole(String body) {
        String many = "{\"events\":[" + "{},".repeat(100) + "{}]}";

        answer(400, body.equals("MANY") ? many : body, key);

        assertThat(items()).isEmpty();
    }

    @Test
    void a_hundred_events_of_one_millisecond_are_all_counted() {
        List<String> events = IntStream.range(0, 100)
                .mapToObj(i -> with("eventId", "\"e" + i + "\""))
                .toList();

        answer(200, "{\"events\":[" + String.join(",", events) + "]}", key);

        assertThat(gateway.usageNow().total().calls()).isEqualTo(100);
    }

    @Test
    void events_for_which_no_time_is_left_may_be_sent_again() {
        var slow = TestAnalytics.on(gateway, event -> {
            gateway.time.pass(Duration.ofSeconds(20));
            return ExternalUsage.Outcome.RECORDED;
        });
        String list = "{\"events\":[" + with("eventId", "\"e1\"") + "," + with("eventId", "\"e2\"") + ","
                + with("eventId", "\"e3\"") + "]}";

        JsonNode results =
                body(slow.handleRequest(request(list, key), new TestContext())).path("results");

        assertThat(results.at("/1/status").asText()).isEqualTo("recorded");
        assertThat(results.at("/2/status").asText()).isEqualTo("refused");
        assertThat(results.at("/2/problem/retryable").asBoolean()).isTrue();
    }

    @Test
    void what_happened_three_days_ago_is_in_analytics_and_in_all_rollups_after_the_next_compaction() {
        gateway.order("A boat");
        gateway.time.pass(Duration.ofDays(3));
        compact(gateway.rollups);

        answer(200, with("occurredAt", "\"2026-11-24T14:37:11Z\""), key);
        compact(gateway.rollups);

        assertThat(usage(key).at("/summary/totalCost").asText()).isEqualTo("$0.42");
        assertThat(gateway.reopenings.pending()).isEmpty();
        InMemoryRollups anew = new InMemoryRollups();
        TestCompact.on(gateway.usage, anew, new InMemoryReopenings(), gateway.log, gateway.time)
                .handleRequest(Events.read("compact", ScheduledEvent.class), new TestContext());
        assertSame(gateway.rollups, anew);
    }

    @Test
    void what_is_recorded_before_anything_is_rolled_up_neither_hides_nor_delays_what_is_new() {
        answer(200, with("occurredAt", "\"2026-11-20T10:00:00Z\""), key);
        gateway.order("A boat");

        JsonNode before = usage(key);
        gateway.time.pass(Duration.ofMinutes(3));
        compact(gateway.rollups);
        JsonNode after = usage(key);

        assertThat(before.at("/summary/totalCost").asText()).isEqualTo("$0.21");
        assertThat(before.at("/summary/instantDataDisplay").asBoolean()).isTrue();
        assertThat(after.at("/summary/totalCost").asText()).isEqualTo("$0.42");
        assertThat(gateway.rollups.watermark().map(Watermark::until))
                .contains(Granularity.MINUTE.floor(gateway.time.instant().minusSeconds(60)));
    }

    private static void assertSame(RollupStore rollups, RollupStore anew) {
        Instant from = Instant.parse("2026-11-24T00:00:00Z");
        Instant to = Instant.parse("2026-11-27T00:00:00Z");
        for (Granularity granularity : Granularity.OF_UTC) {
            Run run = new Run(granularity, from, to);
            assertThat(rollups.keys(run, true)).isNotEmpty().isEqualTo(anew.keys(run, true));
            for (String scope : List.of(RollupStore.EVERYONE, TestGateway.KEY_ID)) {
                assertThat(rollups.cubes(scope, run, true)).isNotEmpty().isEqualTo(anew.cubes(scope, run, true));
                if (granularity.hasTotals()) {
                    assertThat(rollups.totals(scope, run, true)).isEqualTo(anew.totals(scope, run, true));
                }
            }
        }
    }

    private void compact(RollupStore rollups) {
        TestCompact.on(gateway.usage, rollups, gateway.reopenings, gateway.log, gateway.time)
                .handleRequest(Events.read("compact", ScheduledEvent.class), new TestContext());
    }

    /** All lines of the ledger in the days before the test's present, of every key. */
    private List<UsageItem> items() {
        return gateway.dynamoDb().scan(scan -> scan.tableName("UsageTable")).items().stream()
                .map(item -> Instant.parse(item.getOrDefault("minute", AttributeValue.fromS("none"))
                        .s()))
                .distinct()
                .flatMap(minute -> gateway.usage.minute(minute).stream())
                .toList();
    }

    private JsonNode usage(String reader) {
        return body(handler.handleRequest(Events.get("/api/usage-analytics", Map.of(), reader), new TestContext()));
    }

    private JsonNode answer(int status, String json, String sender) {
        APIGatewayV2HTTPResponse response = handler.handleRequest(request(json, sender), new TestContext());
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(status);
        return body(response);
    }

    private static APIGatewayV2HTTPEvent request(String json, String sender) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", sender);
        event.setRouteKey("POST /api/usage-analytics");
        event.setBody(json);
        return event;
    }

    private static String event(String id, String kind, String model, String mode) {
        return with(
                "eventId", "\"" + id + "\"", "kind", "\"" + kind + "\"", "model", "\"" + model + "\"", "mode", mode);
    }

    /** The usual event with other values of some fields: a name and its JSON by turns. */
    private static String with(String... changes) {
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < changes.length; i += 2) {
            object.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(changes[i])
                    .append("\":")
                    .append(changes[i + 1]);
        }
        return merged(EVENT, object.append('}').toString());
    }

    /** As texts, since some of the numbers are no numbers to most readers. */
    private static String merged(String event, String changes) {
        ObjectNode changed = json(changes.replaceAll("1e1000000000", "\"HUGE\""));
        ObjectNode merged = json(event);
        merged.setAll(changed);
        return merged.toString().replace("\"HUGE\"", "1e1000000000");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
