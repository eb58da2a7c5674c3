package klinggateway.analytics;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is the 24th of November, 13 o'clock. */
class UsageForecastTest {

    private static final String OTHER = "otherkey";

    private final CapacityMeter[] made = new CapacityMeter[1];
    private final TestGateway gateway = TestGateway.metered(client -> made[0] = new CapacityMeter(client), 5);
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestAnalytics.on(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void the_month_is_what_was_used_and_what_is_to_be_expected() {
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.USAGE);
        used(60, List.of(TestGateway.KEY_ID));
        gateway.accepted("A boat");

        JsonNode answer = forecast(Map.of(), key);

        // 23 days of $5, $0.21 so far today, 11 of today's 24 hours, and 6 days more.
        assertThat(answer.at("/month/cost/expected").asText()).isEqualTo("$147.50");
        assertThat(answer.at("/month/firstDay").asText()).isEqualTo("2026-11-01");
        assertThat(answer.at("/month/lastDay").asText()).isEqualTo("2026-11-30");
        assertThat(answer.at("/next7Days/cost/expectedMicroUsd").asLong()).isEqualTo(35_000_000);
        assertThat(answer.at("/next7Days/cost/low").asText()).isEqualTo("$35.00");
        assertThat(answer.at("/next30Days/cost/high").asText()).isEqualTo("$150.00");
        assertThat(answer.at("/next30Days/calls/expected").asLong()).isEqualTo(300);
        assertThat(answer.at("/history/inWords").asText())
                .isEqualTo("Of 60 days since 2026-09-25, 60 had use. No clear rise or fall.");
        assertThat(answer.at("/asOf").asText()).isEqualTo("2026-11-24T12:59:58Z");
        assertThat(answer.at("/enough").asBoolean()).isTrue();
        assertThat(answer.at("/budgets")).isEmpty();
    }

    @Test
    void each_day_ahead_is_told_by_itself_and_they_add_up() {
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.USAGE);
        used(60, List.of(TestGateway.KEY_ID));

        JsonNode answer = forecast(Map.of(), key);
        JsonNode days = answer.at("/days");

        assertThat(days).hasSize(31);
        // 11 of 24 hours of $5 a day
        assertThat(days.at("/0/date").asText()).isEqualTo("2026-11-24");
        assertThat(days.at("/0/cost/expected").asText()).isEqualTo("$2.29");
        assertThat(days.at("/1/date").asText()).isEqualTo("2026-11-25");
        assertThat(days.at("/1/cost/high").asText()).isEqualTo("$5.00");
        assertThat(days.at("/30/calls/expected").asLong()).isEqualTo(10);
        long sum = 0;
        for (int day = 1; day <= 7; day++) {
            sum += days.path(day).at("/cost/expectedMicroUsd").asLong();
        }
        assertThat(sum).isEqualTo(answer.at("/next7Days/cost/expectedMicroUsd").asLong());
    }

    @Test
    void a_budget_is_used_up_on_a_day_or_lasts() {
        String key = gateway.newKey(TestGateway.KEY_ID, budgets(20_210_000, 400_210_000), Scope.USAGE);
        used(60, List.of(TestGateway.KEY_ID));
        gateway.accepted("A boat");

        JsonNode month = forecast(Map.of(), key).at("/budgets/0");
        JsonNode total = forecast(Map.of("apiKey", TestGateway.KEY_ID), admin()).at("/budgets/1");

        assertThat(month.at("/period").asText()).isEqualTo("2026-11");
        assertThat(month.at("/limit").asText()).isEqualTo("$20.21");
        assertThat(month.at("/spent").asText()).isEqualTo("$0.00");
        assertThat(month.at("/reserved").asText()).isEqualTo("$0.21");
        assertThat(month.at("/outlook").asText()).isEqualTo("runsOut");
        assertThat(month.at("/usedUpOn").asText()).isEqualTo("2026-11-28");
        // $0.21 that is reserved, 11 hours of $5 a day, and six days
        assertThat(month.at("/atReset/expected").asText()).isEqualTo("$32.50");
        assertThat(month.at("/usedUpFrom").asText()).isEqualTo("2026-11-28");
        assertThat(month.at("/resetAt").asText()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(total.at("/period").asText()).isEqualTo("total");
        assertThat(total.has("atReset")).isFalse();
        assertThat(total.at("/usedUpOn").asText()).isEqualTo("2027-02-12");
    }

    @ParameterizedTest
    @CsvSource({"100_000, usedUp", "20_000_000, runsOut", "90_000_000, lasts"})
    void a_monthly_budget_has_only_its_month_to_last(String limit, String outlook) {
        String key = gateway.newKey(
                TestGateway.KEY_ID, budgets(Long.parseLong(limit.replace("_", "")), 1_000_000_000), Scope.USAGE);
        used(60, List.of(TestGateway.KEY_ID));
        gateway.accepted("A boat");

        JsonNode budgets = forecast(Map.of(), key).at("/budgets");

        assertThat(budgets.at("/0/outlook").asText()).isEqualTo(outlook);
        assertThat(budgets.at("/1/outlook").asText()).isEqualTo("lasts");
        assertThat(budgets.at("/1/until").asText()).isEqualTo("2027-02-22");
    }

    @Test
    void what_was_made_elsewhere_is_in_no_budget() {
        String key = gateway.newKey(TestGateway.KEY_ID, budgets(20_000_000, 20_000_000), Scope.USAGE);
        PastDays.used(gateway, 60, List.of(TestGateway.KEY_ID), true);

        JsonNode answer = forecast(Map.of(), key);

        assertThat(answer.at("/next7Days/cost/expected").asText()).isEqualTo("$35.00");
        assertThat(answer.at("/budgets/0/outlook").asText()).isEqualTo("unknown");
    }

    @Test
    void a_key_sees_itself_and_an_admin_sees_all() {
        String key = gateway.newKey(TestGateway.KEY_ID, budgets(20_000_000, 20_000_000), Scope.USAGE);
        used(60, List.of(TestGateway.KEY_ID, OTHER));

        JsonNode all = forecast(Map.of(), admin());

        assertThat(all.at("/next7Days/cost/expected").asText()).isEqualTo("$70.00");
        assertThat(all.at("/budgets")).isEmpty();
        assertThat(forecast(Map.of(), key).at("/next7Days/cost/expected").asText())
                .isEqualTo("$35.00");
        assertThat(get("/api/usage-forecast", Map.of("apiKey", OTHER), key).getStatusCode())
                .isEqualTo(403);
    }

    @Test
    void a_part_of_use_is_forecast_without_budgets_and_too_little_is_said() {
        String key = gateway.newKey(TestGateway.KEY_ID, budgets(20_000_000, 20_000_000), Scope.USAGE);
        used(60, List.of(TestGateway.KEY_ID));

        JsonNode videos = forecast(Map.of("productType", "video", "model", "kling-v2-6"), key);
        JsonNode images = forecast(Map.of("productType", "image"), key);

        assertThat(videos.at("/next7Days/calls/expected").asLong()).isEqualTo(70);
        assertThat(videos.at("/budgets")).isEmpty();
        assertThat(videos.at("/history/filters/model/0").asText()).isEqualTo("kling-v2-6");
        assertThat(images.at("/enough").asBoolean()).isFalse();
        assertThat(images.at("/reason").asText())
                .isEqualTo(
                        "At least 14 days with use are needed, and what was before a pause of 14 days does not count;"
                                + " nothing was used in 84 days");
        assertThat(images.has("month")).isFalse();
        assertThat(images.at("/days")).isEmpty();
    }

    @Test
    void a_few_days_are_not_forecast_but_their_budget_is_shown() {
        String key = gateway.newKey(TestGateway.KEY_ID, budgets(20_000_000, 20_000_000), Scope.USAGE);
        used(5, List.of(TestGateway.KEY_ID));

        JsonNode answer = forecast(Map.of(), key);

        assertThat(answer.at("/reason").asText()).endsWith("; there are 5, up to 2026-11-23");
        assertThat(answer.at("/budgets/0/outlook").asText()).isEqualTo("unknown");
        assertThat(answer.at("/budgets/0/limit").asText()).isEqualTo("$20.00");
    }

    @Test
    void days_are_those_of_the_zone_that_is_asked_for() {
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.USAGE);
        gateway.time.moveTo(Instant.parse("2026-11-30T23:30:00Z"));
        used(60, List.of(TestGateway.KEY_ID));

        assertThat(forecast(Map.of(), key).at("/month/firstDay").asText()).isEqualTo("2026-11-01");
        assertThat(forecast(Map.of("timeZone", "Europe/Berlin"), key)
                        .at("/history/today")
                        .asText())
                .isEqualTo("2026-12-01");
    }

    @ParameterizedTest
    @CsvSource({"timeStart, 2026-11-01", "granularity, day", "timeZone, Mars/Olympus", "status, done"})
    void a_question_that_cannot_be_answered_says_what_is_allowed(String name, String value) {
        APIGatewayV2HTTPResponse response = get("/api/usage-forecast", Map.of(name, value), admin());

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"productType, all, UTC", "model, kling-v2-6, UTC", "productType, all, Asia/Kolkata"})
    void it_reads_no_more_of_usage_than_analytics_of_the_same_days(String name, String value, String zone) {
        String key = gateway.newKey(TestGateway.KEY_ID, budgets(20_000_000, 20_000_000), Scope.USAGE);
        used(84, List.of(TestGateway.KEY_ID, OTHER));
        gateway.accepted("A boat");
        Instant from = gateway.time
                .instant()
                .atZone(ZoneId.of(zone))
                .toLocalDate()
                .minusDays(84)
                .atStartOfDay(ZoneId.of(zone))
                .toInstant();

        CapacityMeter meter = made[0];
        meter.reset();
        body(get(
                "/api/usage-analytics",
                Map.of(name, value, "timeZone", zone, "timeStart", from.toString(), "limit", "1"),
                key));
        double rollups = meter.of("RollupsTable").readUnits();
        double ledger = meter.of("UsageTable").readUnits();
        meter.reset();
        forecast(Map.of(name, value, "timeZone", zone), key);

        assertThat(meter.of("RollupsTable").readUnits()).isPositive().isLessThanOrEqualTo(rollups);
        assertThat(meter.of("UsageTable").readUnits()).isLessThanOrEqualTo(ledger);
        assertThat(meter.of("AdmissionTable").readUnits()).isLessThanOrEqualTo(2);
    }

    private static Policy budgets(long monthly, long total) {
        return new Policy(
                Optional.of(monthly),
                Optional.of(total),
                Policy.OPEN.zone(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                1_000);
    }

    private String admin() {
        return gateway.newKey("adminkey", Scope.ADMIN);
    }

    private void used(int days, List<String> keys) {
        PastDays.used(gateway, days, keys, false);
    }

    private JsonNode forecast(Map<String, String> query, String key) {
        APIGatewayV2HTTPResponse response = get("/api/usage-forecast", query, key);
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        return body(response);
    }

    private APIGatewayV2HTTPResponse get(String path, Map<String, String> query, String key) {
        return handler.handleRequest(Events.get(path, query, key), new TestContext());
    }
}
