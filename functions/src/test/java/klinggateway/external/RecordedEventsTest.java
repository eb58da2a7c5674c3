package klinggateway.external;

import static klinggateway.Events.body;
import static klinggateway.external.EventText.EVENT;
import static klinggateway.external.EventText.json;
import static klinggateway.external.EventText.merged;
import static klinggateway.external.EventText.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import klinggateway.usage.RangeCut.Run;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of recorded events: that they count once, for whom, and where. */
class RecordedEventsTest {

    private final TestGateway gateway = TestGateway.inProcess(5);
    private final String key = gateway.newKey(TestGateway.KEY_ID, Scope.RECORD, Scope.USAGE);
    private final Recorder recorder = new Recorder(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_event_is_in_analytics_at_once_for_its_own_key_only() {
        String other = gateway.newKey("otherkey", Scope.USAGE);

        JsonNode recorded = recorder.answer(200, EVENT, key);

        assertThat(recorded).isEqualTo(json("{\"eventId\":\"e1\",\"status\":\"recorded\"}"));
        JsonNode usage = recorder.usage(key);
        assertThat(usage.at("/summary/totalCalls").asInt()).isEqualTo(1);
        assertThat(usage.at("/summary/totalCost").asText()).isEqualTo("$0.21");
        assertThat(usage.at("/summary/totalUnitsDeduced").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(usage.at("/summary/callsByStatus/succeeded").asInt()).isEqualTo(1);
        assertThat(usage.at("/breakdown/byModel/kling-v2-6/calls").asInt()).isEqualTo(1);
        assertThat(usage.at("/breakdown/byDuration/5/calls").asInt()).isEqualTo(1);
        assertThat(recorder.usage(other).at("/summary/totalCalls").asInt()).isZero();
    }

    @Test
    void an_event_is_external_settled_and_in_no_budget() {
        gateway.order("A boat");
        var before = gateway.budget(TestGateway.KEY_ID, "2026-11");

        recorder.answer(200, with("processingTime", "90000"), key);

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

    @Test
    void twenty_equal_events_at_once_are_one() throws ExecutionException, InterruptedException {
        List<String> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<JsonNode>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> recorder.answer(200, EVENT, key)))
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
        recorder.answer(200, EVENT, key);

        JsonNode problem = recorder.answer(409, merged(EVENT, "{" + change + "}"), key);

        assertThat(problem.path("code").asText()).isEqualTo("EVENT_RECORDING_ERROR");
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(210_000);
    }

    @Test
    void the_same_event_said_in_another_way_or_later_is_the_same() {
        recorder.answer(200, with("occurredAt", "\"2026-11-24T12:00:00Z\""), key);
        recorder.answer(200, with("eventId", "\"e2\""), key);
        gateway.time.pass(Duration.ofDays(7));

        JsonNode otherWords = recorder.answer(
                200,
                with(
                        "occurredAt", "\"2026-11-24T13:00:00.000+01:00\"",
                        "units", "1.500",
                        "status", "\"succeeded\"",
                        "reason", "null"),
                key);
        JsonNode withoutMoment = recorder.answer(200, with("eventId", "\"e2\""), key);
        recorder.compact();

        assertThat(otherWords.path("status").asText()).isEqualTo("repeated");
        assertThat(withoutMoment.path("status").asText()).isEqualTo("repeated");
        assertThat(gateway.usageNow().total().calls()).isEqualTo(2);
    }

    @Test
    void keys_have_their_own_names_of_events_and_an_admin_may_record_for_any_key_there_is() {
        String admin = gateway.newKey("adminkey", Scope.ADMIN);
        recorder.answer(200, EVENT, key);

        JsonNode own = recorder.answer(200, EVENT, admin);
        JsonNode same = recorder.answer(200, with("apiKey", "\"testkey\""), admin);
        JsonNode unknown = recorder.answer(400, with("apiKey", "\"nobody\""), admin);
        JsonNode secret = recorder.answer(400, with("apiKey", "\"" + key + "\""), admin);

        assertThat(own.path("status").asText()).isEqualTo("recorded");
        assertThat(same.path("status").asText()).isEqualTo("repeated");
        assertThat(unknown.path("detail").asText()).contains("the id of a key that there is or was");
        assertThat(secret.toString()).doesNotContain(key.substring(10));
        assertThat(recorder.items())
                .extracting(item -> item.entry().keyId())
                .containsExactlyInAnyOrder("testkey", "adminkey");
    }

    @Test
    void a_list_is_answered_event_by_event() {
        recorder.answer(200, EVENT, key);
        String list = "{\"events\":[" + EVENT + "," + with("eventId", "\"e2\"") + "," + with("units", "2") + ","
                + with("eventId", "\"e3\"", "model", "\"none\"") + "," + with("eventId", "\"e2\"") + ",{}]}";

        JsonNode results = recorder.answer(200, list, key).path("results");

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

    @Test
    void a_hundred_events_of_one_millisecond_are_all_counted() {
        List<String> events = IntStream.range(0, 100)
                .mapToObj(i -> with("eventId", "\"e" + i + "\""))
                .toList();

        recorder.answer(200, "{\"events\":[" + String.join(",", events) + "]}", key);

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

        JsonNode results = body(slow.handleRequest(Recorder.request(list, key), new TestContext()))
                .path("results");

        assertThat(results.at("/1/status").asText()).isEqualTo("recorded");
        assertThat(results.at("/2/status").asText()).isEqualTo("refused");
        assertThat(results.at("/2/problem/retryable").asBoolean()).isTrue();
    }

    @Test
    void what_happened_three_days_ago_is_in_analytics_and_in_all_rollups_after_the_next_compaction() {
        gateway.order("A boat");
        gateway.time.pass(Duration.ofDays(3));
        recorder.compact();

        recorder.answer(200, with("occurredAt", "\"2026-11-24T14:37:11Z\""), key);
        recorder.compact();

        assertThat(recorder.usage(key).at("/summary/totalCost").asText()).isEqualTo("$0.42");
        assertThat(gateway.reopenings.pending()).isEmpty();
        InMemoryRollups anew = new InMemoryRollups();
        TestCompact.on(gateway.usage, anew, new InMemoryReopenings(), gateway.log, gateway.time)
                .handleRequest(Events.read("compact", ScheduledEvent.class), new TestContext());
        assertSame(gateway.rollups, anew);
    }

    @Test
    void what_is_recorded_before_anything_is_rolled_up_neither_hides_nor_delays_what_is_new() {
        recorder.answer(200, with("occurredAt", "\"2026-11-20T10:00:00Z\""), key);
        gateway.order("A boat");

        JsonNode before = recorder.usage(key);
        gateway.time.pass(Duration.ofMinutes(3));
        recorder.compact();
        JsonNode after = recorder.usage(key);

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
}
