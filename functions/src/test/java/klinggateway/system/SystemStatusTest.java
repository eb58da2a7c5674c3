package klinggateway.system;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.analytics.TestAnalytics;
import klinggateway.compact.TestCompact;
import klinggateway.emulators.kling.Misbehaviour;
import klinggateway.job.DeadLetterQueue;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.Pool;
import klinggateway.job.QueueDepths;
import klinggateway.job.Slots;
import klinggateway.job.Upstream;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling;
import klinggateway.kling.ObservedKling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemStatusTest {

    private static final String PACKS = "GET /account/costs";

    private final TestGateway gateway = new TestGateway();
    private final String admin = gateway.newKey("adminkey", Scope.ADMIN);
    private final String key = gateway.newKey("reader", Scope.USAGE);
    private final Kling kling = new ObservedKling(gateway.kling, gateway.contacts, gateway.time, e -> {
        throw e;
    });
    private QueueDepths.Depths depths = QueueDepths.Depths.NONE;
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler =
            TestAnalytics.on(gateway, kling, () -> depths);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_gateway_that_has_done_nothing_is_well() {
        JsonNode status = status(admin);

        assertThat(status.path("endpoint").asText()).isEqualTo("127.0.0.1");
        assertThat(status.path("warnings")).isEmpty();
        assertThat(status.path("compaction")).isEmpty();
        assertThat(status.at("/pools/video/slotsLimit").asInt()).isEqualTo(5);
        assertThat(status.at("/pools/image/slotsLimit").asInt()).isEqualTo(9);
        assertThat(status.at("/pools/tryOn/slotsLimit").asInt()).isEqualTo(5);
        assertThat(status.at("/pools/video").has("oldestOpenAt")).isFalse();
        assertThat(status.at("/account/packs")).hasSize(3);
        assertThat(status.at("/account/note").asText()).contains("12 hours");
    }

    @Test
    void the_last_contacts_with_kling_are_shown() {
        status(admin);
        Instant success = gateway.time.instant();
        gateway.time.pass(Duration.ofMinutes(1));
        misbehave("code=1102");
        status(admin);

        JsonNode contacts = status(key).path("kling");

        assertThat(contacts.at("/lastSuccess/at").asText()).isEqualTo(success.toString());
        assertThat(contacts.at("/lastSuccess/request").asText()).isEqualTo("ask");
        assertThat(contacts.at("/lastFailure/at").asText())
                .isEqualTo(gateway.time.instant().toString());
        assertThat(contacts.at("/lastFailure/httpStatus").asInt()).isEqualTo(429);
        assertThat(contacts.at("/lastFailure/code").asInt()).isEqualTo(1102);
        assertThat(contacts.at("/lastFailure/advice").asText()).contains("buy a resource pack");
    }

    @Test
    void jobs_are_counted_by_pool_and_state() {
        Job running = gateway.order("A boat");
        gateway.time.pass(Duration.ofSeconds(1));
        gateway.order("Another boat");
        Job expiring = gateway.order("A boat that never comes [[sim:stuck]]");
        gateway.time.pass(Duration.ofHours(25));
        gateway.sync.ask(gateway.job(expiring.id()), gateway.deadline());
        gateway.slots.free(gateway.job(expiring.id()));
        Job waiting = gateway.accepted("A boat that waits");

        JsonNode video = status(key).at("/pools/video");

        assertThat(video.path("slotsUsed").asInt()).isEqualTo(2);
        assertThat(count(video, "queued")).isEqualTo(1);
        assertThat(count(video, "atKling")).isEqualTo(2);
        assertThat(count(video, "late")).isEqualTo(1);
        assertThat(video.at("/atKling/atLeast").asBoolean()).isFalse();
        assertThat(video.path("oldestOpenAt").asText())
                .isEqualTo(running.createdAt().toString())
                .isNotEqualTo(waiting.createdAt().toString());
        assertThat(count(status(key).at("/pools/image"), "atKling")).isZero();
        assertThat(codes(status(key))).contains("jobIsOld");
    }

    @Test
    void what_waits_is_open_too() {
        Job waiting = gateway.accepted("A boat that waits");
        gateway.time.pass(Duration.ofHours(1).plusSeconds(1));

        JsonNode status = status(key);

        assertThat(status.at("/pools/video/oldestOpenAt").asText())
                .isEqualTo(waiting.createdAt().toString());
        assertThat(codes(status)).contains("jobIsOld");
    }

    @Test
    void a_pause_is_shown_with_its_reason_until_it_is_over() {
        Failure unpaid = new Failure(
                ErrorClass.PAYMENT,
                "Buy a pack.",
                Optional.of(new Upstream(Optional.of(1102), Optional.of("Balance not enough"), Optional.empty())),
                false);
        Instant until = gateway.time.instant().plusSeconds(60);
        gateway.slots.pause(Pool.VIDEO, until, new Slots.Pause.AccountRefused(unpaid));
        gateway.slots.pause(Pool.IMAGE, until, new Slots.Pause.Full());

        JsonNode paused = status(key);
        gateway.time.pass(Duration.ofSeconds(60));
        JsonNode over = status(key);

        assertThat(paused.at("/pools/video/paused/until").asText()).isEqualTo(until.toString());
        assertThat(paused.at("/pools/video/paused/refusal/upstream/code").asInt())
                .isEqualTo(1102);
        assertThat(paused.at("/pools/image/paused/until").asText()).isEqualTo(until.toString());
        assertThat(paused.at("/pools/image/paused").has("refusal")).isFalse();
        assertThat(paused.at("/pools/tryOn").has("paused")).isFalse();
        assertThat(codes(paused)).containsExactly("accountRefused");
        assertThat(over.at("/pools/video").has("paused")).isFalse();
        assertThat(codes(over)).isEmpty();
    }

    @Test
    void the_queue_is_shown_as_it_is() {
        depths = new QueueDepths.Depths(1, 2, 3, Map.of(DeadLetterQueue.DELIVER, 4L));

        JsonNode status = status(key);

        assertThat(status.path("queue").toString())
                .isEqualTo(
                        "{\"waiting\":1,\"inFlight\":2,\"delayed\":3,\"deadLetters\":{\"poll\":0,\"deliver\":4,\"schedule\":0}}");
        assertThat(codes(status)).containsExactly("deadLetters");
    }

    @Test
    void the_age_of_data_is_that_of_analytics_however_late_compaction_is() {
        gateway.order("A boat");
        for (Duration late : new Duration[] {Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(5)}) {
            gateway.time.pass(late);
            assertThat(status(key).path("dataAge").asLong()).isEqualTo(ageOfAnalytics());
        }
        compact();
        for (Duration late : new Duration[] {Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(5)}) {
            gateway.time.pass(late);
            assertThat(status(key).path("dataAge").asLong()).isEqualTo(ageOfAnalytics());
        }
        assertThat(ageOfAnalytics()).isGreaterThan(Duration.ofHours(3).toSeconds());
    }

    private long ageOfAnalytics() {
        JsonNode answer = body(get("/api/usage-analytics", key));
        return Duration.between(Instant.parse(answer.path("asOf").asText()), gateway.time.instant())
                .toSeconds();
    }

    @Test
    void the_lag_of_compaction_is_counted_from_its_watermark_or_from_the_oldest_usage() {
        gateway.order("A boat");
        gateway.time.pass(Duration.ofMinutes(6));
        JsonNode never = status(key);
        compact();
        JsonNode fresh = status(key);
        gateway.time.pass(Duration.ofMinutes(6));
        JsonNode late = status(key);

        assertThat(never.at("/compaction").has("watermark")).isFalse();
        assertThat(never.at("/compaction/lag").asLong()).isEqualTo(360);
        assertThat(codes(never)).containsExactly("compactionLags");
        Instant watermark = Instant.parse(fresh.at("/compaction/watermark").asText());
        assertThat(fresh.at("/compaction/lag").asLong())
                .isEqualTo(Duration.between(watermark, gateway.time.instant())
                        .minusMinutes(6)
                        .toSeconds());
        assertThat(codes(fresh)).isEmpty();
        assertThat(codes(late)).containsExactly("compactionLags");
    }

    @Test
    void kling_is_asked_for_packs_once_a_minute_by_both_routes_together() {
        status(admin);
        JsonNode packs = body(get("/api/account/packs", admin));
        status(admin);
        gateway.time.pass(Duration.ofSeconds(59));
        JsonNode status = status(admin);

        assertThat(gateway.emulator.requests(PACKS)).isEqualTo(1);
        assertThat(status.at("/account/packs")).isEqualTo(packs.path("packs"));
        assertThat(status.at("/account/asOf")).isEqualTo(packs.path("asOf"));

        gateway.time.pass(Duration.ofSeconds(1));
        status(admin);

        assertThat(gateway.emulator.requests(PACKS)).isEqualTo(2);
    }

    @Test
    void a_key_that_does_not_see_all_sees_no_packs_and_kling_is_not_asked_for_them() {
        misbehave("code=5001");

        JsonNode status = status(key);

        assertThat(status.has("account")).isFalse();
        assertThat(status.path("warnings")).isEmpty();
        assertThat(status.has("pools") && status.has("queue") && status.has("kling"))
                .isTrue();
        assertThat(gateway.emulator.requests(PACKS)).isZero();
    }

    @Test
    void kling_being_down_is_told_and_it_is_not_asked_again_for_a_minute() {
        misbehave("code=5001");

        JsonNode down = status(admin);
        JsonNode stillDown = status(admin);
        APIGatewayV2HTTPResponse packs = get("/api/account/packs", admin);
        gateway.time.pass(Duration.ofMinutes(1));
        JsonNode up = status(admin);

        assertThat(down.at("/account/packs")).isEmpty();
        assertThat(codes(down)).containsExactly("packsUnknown");
        assertThat(codes(stillDown)).containsExactly("packsUnknown");
        assertThat(packs.getStatusCode()).isEqualTo(503);
        assertThat(gateway.emulator.requests(PACKS)).isEqualTo(2);
        assertThat(codes(up)).isEmpty();
        assertThat(up.at("/account/packs")).hasSize(3);
    }

    @Test
    void the_answer_comes_though_kling_cannot_be_reached() {
        gateway.emulator.close();

        JsonNode status = status(admin);

        assertThat(codes(status)).containsExactly("packsUnknown");
        assertThat(status.at("/kling/lastFailure/message").asText()).contains("no connection");
        assertThat(status.at("/kling/lastFailure").has("httpStatus")).isFalse();
        assertThat(status.at("/kling").has("lastSuccess")).isFalse();
    }

    private void compact() {
        TestCompact.on(gateway.usage, gateway.rollups, gateway.reopenings, gateway.log, gateway.time)
                .handleRequest(new ScheduledEvent(), new TestContext());
    }

    /** Kling's next answer is this error. */
    private void misbehave(String hook) {
        gateway.emulator.misbehave(Misbehaviour.next(hook));
    }

    private static int count(JsonNode pool, String of) {
        return pool.path(of).path("count").asInt();
    }

    private static Iterable<String> codes(JsonNode status) {
        return status.path("warnings").findValuesAsText("code");
    }

    private JsonNode status(String key) {
        APIGatewayV2HTTPResponse response = get("/api/system-status", key);
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        return body(response);
    }

    private APIGatewayV2HTTPResponse get(String route, String key) {
        return handler.handleRequest(Events.get(route, Map.of(), key), new TestContext());
    }
}
