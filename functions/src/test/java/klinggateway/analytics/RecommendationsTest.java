package klinggateway.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.emulators.kling.Misbehaviour;
import klinggateway.job.Charge;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.keys.Key;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Period;
import klinggateway.usage.RollupStore;
import klinggateway.usage.Shape;
import klinggateway.usage.Status;
import klinggateway.usage.UsageEntry;
import klinggateway.usage.UsageItem;
import klinggateway.usage.UsageItems;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecommendationsTest {

    private static final Duration DAY = Duration.ofDays(1);

    /** What an admin's question about a few models and five keys may consume, whatever their number. */
    private static final double MOST_READ_UNITS = 25;

    private final CapacityMeter[] meter = new CapacityMeter[1];
    private final TestGateway gateway = TestGateway.metered(client -> meter[0] = new CapacityMeter(client), 50);
    private final String admin = gateway.newKey("adminkey", Scope.ADMIN);
    private final String key = gateway.newKey("teamvideo", Scope.GENERATE, Scope.USAGE);
    private final String other = gateway.newKey("otherkey", Scope.GENERATE, Scope.USAGE);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_key_is_advised_by_its_own_usage_with_a_link_to_it() {
        history();

        JsonNode advice = advice(key, Map.of());

        // A video a day for 29 days, of 5 s at 0.8 units of 14 cents, or at 0.5 units.
        JsonNode one = advice.at("/recommendations/0");
        assertThat(advice.path("recommendations")).hasSize(1);
        assertThat(one.path("rule").asText()).isEqualTo("cheaperModel");
        assertThat(one.path("savingPerMonth").asText()).isEqualTo("$6.09");
        assertThat(one.path("savingPerMonthMicroUsd").asLong()).isEqualTo(6_090_000);
        assertThat(one.at("/evidence/cost").asText()).isEqualTo("$16.24");
        assertThat(one.path("link").asText())
                .isEqualTo("https://gateway.example.com/?range=custom&from=2026-11-26&to=2026-12-25&zone=UTC"
                        + "&apiKey=teamvideo&kind=text2video&mode=pro&model=kling-v3");
        assertThat(advice.at("/range/timeStart").asText()).isEqualTo("2026-11-26T00:00:00Z");
        assertThat(advice.path("floor").asText()).isEqualTo("$1.00");
        assertThat(advice.path("asOf").asText()).isEqualTo("2026-12-25T12:59:58Z");
    }

    @Test
    void a_key_without_usage_gets_none_and_no_other_keys() {
        history();

        assertThat(advice(other, Map.of()).path("recommendations")).isEmpty();
        assertThat(get(other, Map.of("apiKey", "teamvideo")).getStatusCode()).isEqualTo(403);
        assertThat(get(gateway.newKey("reader", Scope.READ), Map.of()).getStatusCode())
                .isEqualTo(403);
        assertThat(get(key, Map.of("limit", "1")).getStatusCode()).isEqualTo(400);
    }

    @Test
    void models_that_a_key_may_not_order_are_not_advised() {
        Policy policy = new Policy(
                Optional.empty(),
                Optional.empty(),
                Policy.OPEN.zone(),
                Optional.empty(),
                Set.of("kling-v3"),
                Optional.empty(),
                10);
        history();
        Key open = gateway.keys.find("teamvideo").orElseThrow();
        assertThat(gateway.keys.replace(
                        open,
                        Key.create(
                                open.id(),
                                open.name(),
                                open.digest(),
                                open.scopes(),
                                open.createdAt(),
                                open.expiresAt(),
                                policy)))
                .isTrue();

        assertThat(advice(key, Map.of()).path("recommendations")).isEmpty();
    }

    @Test
    void an_operator_sees_packs_and_unused_keys_beside_everyones_usage() {
        history();

        JsonNode all = advice(admin, Map.of());
        JsonNode ofOne = advice(admin, Map.of("apiKey", "teamvideo,otherkey"));

        assertThat(all.path("recommendations").findValuesAsText("rule"))
                .containsExactly("expiringPack", "expiringPack", "expiringPack", "cheaperModel", "unusedKeys");
        assertThat(all.at("/recommendations/4/evidence/ids").toString()).isEqualTo("[\"otherkey\"]");
        assertThat(all.path("packsUnknown").asBoolean()).isFalse();
        assertThat(ofOne.path("recommendations").findValuesAsText("rule")).containsExactly("cheaperModel");
        assertThat(ofOne.at("/range/apiKeys")).hasSize(2);
    }

    @Test
    void that_kling_does_not_tell_about_packs_is_told() {
        history();
        gateway.emulator.misbehave(Misbehaviour.next("code=5001"));

        JsonNode all = advice(admin, Map.of());

        assertThat(all.path("packsUnknown").asBoolean()).isTrue();
        assertThat(all.path("recommendations").findValuesAsText("rule")).containsExactly("cheaperModel", "unusedKeys");
    }

    @Test
    void what_is_read_does_not_grow_with_the_number_of_jobs() {
        seed(20);
        double few = consumed();
        seed(400);
        double many = consumed();

        assertThat(many).isLessThan(few * 2).isLessThan(MOST_READ_UNITS);
    }

    private double consumed() {
        meter[0].reset();
        advice(admin, Map.of());
        return meter[0].uses().values().stream()
                .mapToDouble(CapacityMeter.Use::readUnits)
                .sum();
    }

    /** Thirty days of random jobs, rolled up. */
    private void seed(int jobsADay) {
        Random random = new Random(1);
        RollupStore.Writer writer = beginning();
        for (Instant day = firstDay(); day.isBefore(today()); day = day.plus(DAY)) {
            write(writer, day, UsageItems.random(random, jobsADay, day, Duration.ofHours(20), keysOfMany()));
        }
        writer.moveWatermark(new Watermark(gateway.time.instant().minusSeconds(60), Map.of()));
    }

    private static List<String> keysOfMany() {
        return List.of("teamvideo", "otherkey", "c", "d", "e");
    }

    /** One silent video of kling-v3 a day, of the first key. */
    private void history() {
        gateway.time.pass(Duration.ofDays(31));
        RollupStore.Writer writer = beginning();
        for (Instant day = firstDay(); day.isBefore(today()); day = day.plus(DAY)) {
            write(writer, day, List.of(new UsageItem(day.plusSeconds(60), succeeded(day))));
        }
        writer.moveWatermark(new Watermark(gateway.time.instant().minusSeconds(60), Map.of()));
    }

    private static UsageEntry succeeded(Instant day) {
        Charge charge = new Charge(4_000, 560_000, true);
        return new UsageEntry(
                UsageEntry.Type.SUCCEEDED,
                Cell.GATEWAY,
                "teamvideo",
                JobId.of(day, 1),
                new Order("text2video", "video", Pool.VIDEO, "kling-v3", "pro", 5, false, "16:9", 1),
                560_000,
                Optional.<Status>empty(),
                Charge.NONE,
                charge,
                Optional.empty(),
                UsageEntry.Took.UNKNOWN,
                false);
    }

    private RollupStore.Writer beginning() {
        return gateway.rollups.begin(gateway.time.instant());
    }

    private Instant today() {
        return Granularity.DAY.floor(gateway.time.instant());
    }

    private Instant firstDay() {
        return today().minus(Duration.ofDays(29));
    }

    private static void write(RollupStore.Writer writer, Instant day, List<UsageItem> items) {
        Period period = new Period(Granularity.DAY, day);
        writer.put(RollupStore.EVERYONE, period, Cube.of(items));
        items.stream()
                .map(item -> item.entry().keyId())
                .distinct()
                .forEach(keyId -> writer.put(
                        keyId,
                        period,
                        Cube.of(items.stream()
                                .filter(item -> item.entry().keyId().equals(keyId))
                                .toList())));
        writer.putKeys(period, Shape.byKey(items));
    }

    private JsonNode advice(String by, Map<String, String> query) {
        APIGatewayV2HTTPResponse response = get(by, query);
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        return Events.body(response);
    }

    private APIGatewayV2HTTPResponse get(String by, Map<String, String> query) {
        return TestAnalytics.on(gateway)
                .handleRequest(Events.get("/api/recommendations", query, by), new TestContext());
    }
}
