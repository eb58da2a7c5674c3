package klinggateway.external;

import static klinggateway.external.EventText.event;
import static klinggateway.external.EventText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import klinggateway.TestGateway;
import klinggateway.keys.Scope;
import klinggateway.usage.Dimension;
import klinggateway.usage.Measures;
import klinggateway.usage.UsageItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event to be recorded may be, field by field, and what it then counts as. */
class EventRulesTest {

    private final TestGateway gateway = TestGateway.inProcess(5);
    private final String key = gateway.newKey(TestGateway.KEY_ID, Scope.RECORD, Scope.USAGE);
    private final Recorder recorder = new Recorder(gateway);

    @AfterEach
    void stop() {
        gateway.close();
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

        JsonNode problem = recorder.answer(400, event, key);

        assertThat(problem.path("code").asText()).isEqualTo("EVENT_RECORDING_ERROR");
        assertThat(problem.path("invalidParameters")).hasSize(1);
        assertThat(problem.at("/invalidParameters/0/name").asText()).isEqualTo("/" + name);
        assertThat(problem.at("/invalidParameters/0/reason").asText()).contains(reason);
        assertThat(recorder.items()).isEmpty();
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
        recorder.answer(200, with(name, value.equals("LONG") ? "\"" + "x".repeat(255) + "\"" : value), key);

        List<UsageItem> items = recorder.items();
        assertThat(items).hasSize(1);
        assertThat(items.getFirst().entry().keyId()).isEqualTo(TestGateway.KEY_ID);
    }

    @Test
    void a_model_is_counted_under_one_name_and_its_usual_mode_and_a_resolution_under_its_mode() {
        recorder.answer(200, event("a", "text2video", "kling-3.0", "\"1080p\""), key);
        recorder.answer(200, event("b", "text2video", "kling-v3", "null"), key);
        recorder.answer(200, event("c", "image", "kling-v3", "null"), key);
        recorder.answer(200, event("d", "multi-image2video", "kling-v1-6", "null"), key);

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
        recorder.answer(200, with("units", units, "cost", cost), key);

        assertThat(gateway.usageNow().total().milliUnits()).isEqualTo(milliUnits);
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(microUsd);
    }

    @Test
    void what_has_succeeded_cost_something_and_what_has_failed_need_not() {
        JsonNode problem = recorder.answer(400, with("units", "null"), key);
        recorder.answer(200, with("units", "null", "status", "\"failed\""), key);
        recorder.answer(200, with("eventId", "\"e2\"", "status", "\"failed\"", "reason", "\"content\""), key);

        assertThat(problem.at("/invalidParameters/0/name").asText()).isEqualTo("/cost");
        Map<String, Measures> byErrorClass = gateway.usageNow().by(Dimension.REASON);
        assertThat(byErrorClass).containsOnlyKeys("other", "content");
        assertThat(byErrorClass.values())
                .extracting(Measures::calls, Measures::microUsd)
                .containsExactlyInAnyOrder(tuple(1L, 0L), tuple(1L, 210_000L));
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

        recorder.answer(400, body.equals("MANY") ? many : body, key);

        assertThat(recorder.items()).isEmpty();
    }
}
