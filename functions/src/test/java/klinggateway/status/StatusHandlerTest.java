package klinggateway.status;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.keys.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusHandlerTest {

    /** Of the emulator's first and second answer, for its seed decides them. */
    private static final String FIRST_REQUEST_ID = "44df4b9f-2ba7-d723-d7bc-dd20bf3776cb";

    private static final String SECOND_REQUEST_ID = "177f5b62-dfa4-f295-a258-326bdb806432";

    private static final String ADMIN = "kg_admin_" + TestGateway.ADMIN_SECRET;

    private final TestGateway gateway = new TestGateway();
    private final String key = gateway.newKey(TestGateway.KEY_ID, Scope.READ);
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestStatus.on(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_finished_video_is_told_as_the_predecessor_did() {
        Job job = gateway.order("A paper boat");
        gateway.time.pass(Duration.ofMinutes(10));

        JsonNode answer = body(status(job.id().decimal(), key));

        assertThat(answer.path("status").asText()).isEqualTo("succeeded");
        assertThat(answer.path("taskId").asText()).isEqualTo(job.id().decimal());
        assertThat(answer.path("prompt").asText()).isEqualTo("A paper boat");
        assertThat(answer.at("/videos/0/url").asText()).startsWith("http");
        assertThat(answer.at("/videos/0/seconds").asDouble()).isEqualTo(5.041);
        assertThat(answer.path("cost").asText()).isEqualTo("$0.21");
        assertThat(answer.path("settled").asBoolean()).isTrue();
        assertThat(answer.at("/metadata/originalStatus").asText()).isEqualTo("succeed");
        assertThat(answer.at("/metadata/resolution").asText()).isEqualTo("1280x720");
        assertThat(answer.at("/metadata/fileSize").asLong()).isPositive();
        assertThat(answer.at("/metadata/processingTime").asLong()).isPositive();
        assertThat(answer.at("/metadata/completedAt").asText()).isNotEmpty();
        assertThat(answer.at("/metadata/realTimeUpdates").asBoolean()).isTrue();
    }

    @Test
    void a_job_tells_its_course_and_what_it_was_sold_at() {
        Job job = gateway.order("A paper boat");
        gateway.time.pass(Duration.ofMinutes(10));

        JsonNode answer = body(status(job.id().decimal(), key));

        JsonNode timeline = answer.path("timeline");
        assertThat(timeline.findValuesAsText("event"))
                .containsExactly("accepted", "sent", "taken", "completed", "ended");
        assertThat(timeline.findValuesAsText("at")).isSorted();
        assertThat(answer.path("apiKey").asText()).isEqualTo(job.keyId());
        assertThat(answer.at("/estimate/costMicroUsd").asLong()).isEqualTo(210_000);
    }

    @Test
    void both_spellings_and_both_routes_find_the_job() {
        Job job = gateway.order("A boat");

        assertThat(status(job.id().text(), key).getStatusCode()).isEqualTo(200);
        assertThat(status(job.id().decimal(), key).getStatusCode()).isEqualTo(200);
        var byPath = Events.get("/api/jobs/{id}", Map.of(), key);
        byPath.setPathParameters(Map.of("id", job.id().text()));
        assertThat(body(handler.handleRequest(byPath, new TestContext()))
                        .path("jobId")
                        .asText())
                .isEqualTo(job.id().text());
    }

    @Test
    void answers_404_for_another_keys_job_and_for_one_that_never_was() {
        Job job = gateway.order("A boat");
        String other = gateway.newKey("otherkey", Scope.READ, Scope.GENERATE);

        APIGatewayV2HTTPResponse others = status(job.id().text(), other);
        APIGatewayV2HTTPResponse nobodys = status("job_1p3y5sd400000", other);

        assertThat(others.getStatusCode()).isEqualTo(404);
        assertThat(body(others).path("code").asText()).isEqualTo("TASK_NOT_FOUND");
        assertThat(nobodys.getStatusCode()).isEqualTo(404);
        assertThat(body(others).path("detail").asText().replace(job.id().text(), "job_1p3y5sd400000"))
                .isEqualTo(body(nobodys).path("detail").asText());
    }

    @ParameterizedTest
    @CsvSource({"831922345719271433, true", "3765489264230523456, false"})
    void answers_404_for_klings_ids_too_and_says_where_to_ask_instead(String id, boolean isKlings) {
        APIGatewayV2HTTPResponse response = status(id, key);

        assertThat(response.getStatusCode()).isEqualTo(404);
        assertThat(body(response).path("code").asText()).isEqualTo("TASK_NOT_FOUND");
        assertThat(body(response).path("detail").asText()).contains("id " + id);
        assertThat(body(response).path("detail").asText().contains("Kling itself shows a task and its files"))
                .isEqualTo(isKlings);
    }

    @Test
    void an_admin_sees_every_job() {
        Job job = gateway.order("A boat");
        String admin = gateway.newKey("adminkey", Scope.ADMIN);

        assertThat(status(job.id().text(), admin).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "job_", "../../etc", "831922345719271433831922345719271433"})
    void what_cannot_be_an_id_is_told_so(String id) {
        APIGatewayV2HTTPResponse response = status(id, key);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).path("code").asText()).isEqualTo("INVALID_TASK_ID");
    }

    @Test
    void eager_callers_do_not_become_load_on_kling() {
        Job job = gateway.order("A boat [[sim:stuck]]");

        for (int i = 0; i < 10; i++) {
            status(job.id().text(), key);
        }
        assertThat(gateway.emulator.requests("GET /tasks")).isEqualTo(1);
        gateway.time.pass(Duration.ofSeconds(5));
        status(job.id().text(), key);

        assertThat(gateway.emulator.requests("GET /tasks")).isEqualTo(2);
    }

    /** Kling reports failed tasks with HTTP 200 and code 0, so there is no code of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "risk | GENERATION_FAILED | content | Failure to pass the risk control system | Change the prompt",
                "pixel | INVALID_PARAMETERS | imageSize | Image pixel is invalid | at least 300 pixels",
                "silent | GENERATION_FAILED | other | | gave no reason",
            })
    void a_failed_task_says_why_in_kling_s_own_words_and_what_to_do(
            String how, String code, String reason, @Nullable String words, String advice) {
        Job job = gateway.order("A boat [[sim:fail=" + how + "]]");
        gateway.time.pass(Duration.ofMinutes(10));

        JsonNode answer = body(status(job.id().text(), key));

        assertThat(answer.path("status").asText()).isEqualTo("failed");
        assertThat(answer.at("/error/code").asText()).isEqualTo(code);
        assertThat(answer.at("/error/reason").asText()).isEqualTo(reason);
        assertThat(answer.at("/error/message").asText()).contains(advice);
        assertThat(answer.at("/error/retryable").asBoolean(true)).isFalse();
        assertThat(answer.at("/error/upstream").has("code")).isFalse();
        assertThat(answer.at("/error/upstream").has("message")).isEqualTo(words != null);
        assertThat(answer.at("/error/upstream/requestId").asText()).isEqualTo(SECOND_REQUEST_ID);
        if (words != null) {
            assertThat(answer.at("/error/upstream/message").asText()).isEqualTo(words);
            assertThat(answer.at("/error/message").asText()).startsWith("Kling says \"" + words + "\". ");
        }
        assertThat(answer.path("cost").asText()).isEqualTo("$0.00");
    }

    @Test
    void a_job_that_kling_refused_says_so_for_as_long_as_it_is_kept() {
        Job job = gateway.order("A boat [[sim:code=1301]]");

        JsonNode answer = body(status(job.id().text(), key));

        assertThat(answer.path("status").asText()).isEqualTo("failed");
        assertThat(answer.at("/error/code").asText()).isEqualTo("GENERATION_FAILED");
        assertThat(answer.at("/error/message").asText())
                .isEqualTo(
                        "Kling says \"refused on purpose with code 1301\" (code 1301). Change the prompt or the inputs,"
                                + " which are against Kling's content policy.");
        assertThat(answer.at("/error/upstream/code").asInt()).isEqualTo(1301);
        assertThat(answer.at("/error/upstream/message").asText()).isEqualTo("refused on purpose with code 1301");
        assertThat(answer.at("/error/upstream/requestId").asText()).isEqualTo(FIRST_REQUEST_ID);
        assertThat(answer.path("error").has("httpStatus")).isFalse();
    }

    @Test
    void what_never_arrived_has_no_words_of_kling_s_and_may_be_ordered_again() {
        Job job = gateway.order("A boat [[sim:reset]]");
        gateway.time.pass(Duration.ofHours(1));
        gateway.start.resend(job, gateway.deadline());

        JsonNode answer = body(status(job.id().text(), key));

        assertThat(answer.path("status").asText()).isEqualTo("failed");
        assertThat(answer.at("/error/code").asText()).isEqualTo("SERVICE_ERROR");
        assertThat(answer.at("/error/retryable").asBoolean()).isTrue();
        assertThat(answer.path("error").has("upstream")).isFalse();
    }

    @Test
    void progress_is_a_guess_and_says_so() {
        Job job = gateway.order("A boat [[sim:stuck]]");
        gateway.time.pass(Duration.ofSeconds(45));

        JsonNode answer = body(status(job.id().text(), key));

        assertThat(answer.at("/progress/value").asDouble()).isEqualTo(0.5);
        assertThat(answer.at("/progress/estimated").asBoolean()).isTrue();
    }

    @Test
    void a_list_has_every_job_of_the_key_once_newest_first() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.addFirst(gateway.accepted("Boat " + i).id().text());
            gateway.time.pass(Duration.ofSeconds(1));
        }

        List<String> listed = new ArrayList<>();
        Map<String, String> query = new HashMap<>(Map.of("limit", "3"));
        for (int page = 0; page < 4; page++) {
            JsonNode answer = body(list(query, key));
            answer.path("jobs").forEach(job -> listed.add(job.path("jobId").asText()));
            if (!answer.has("nextCursor")) {
                break;
            }
            query.put("cursor", answer.path("nextCursor").asText());
        }

        assertThat(listed).isEqualTo(ids);
        String other = gateway.newKey("otherkey", Scope.READ);
        assertThat(body(list(query, other)).path("jobs")).isEmpty();
    }

    @Test
    void a_bad_limit_or_cursor_is_told_so() {
        assertThat(list(Map.of("limit", "0"), key).getStatusCode()).isEqualTo(400);
        assertThat(list(Map.of("limit", "many"), key).getStatusCode()).isEqualTo(400);
        assertThat(list(Map.of("cursor", "x"), key).getStatusCode()).isEqualTo(400);
    }

    @Test
    void the_sample_event_asks_for_a_job_that_nobody_has() {
        APIGatewayV2HTTPResponse response = handler.handleRequest(Events.http("status"), new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(404);
    }

    @Test
    void what_waits_knows_its_place_and_can_be_canceled() {
        for (int i = 0; i < 5; i++) {
            gateway.order("A boat");
        }
        Job waiting = gateway.order("The sixth boat");
        Job last = gateway.order("The seventh boat");
        String canceler = gateway.newKey("testkey2", Scope.GENERATE);

        JsonNode place = body(status(last.id().text(), key));
        APIGatewayV2HTTPResponse notTheirs = delete(waiting.id().text(), canceler);
        APIGatewayV2HTTPResponse canceled = delete(waiting.id().text(), ADMIN);
        JsonNode next = body(status(last.id().text(), key));

        assertThat(place.path("status").asText()).isEqualTo("queued");
        assertThat(place.at("/queue/position").asInt()).isEqualTo(2);
        assertThat(place.at("/queue/since").asText()).isEqualTo("2026-11-24T13:00:00Z");
        assertThat(notTheirs.getStatusCode()).isEqualTo(404);
        assertThat(body(canceled).path("status").asText()).isEqualTo("canceled");
        assertThat(body(canceled).path("cost").asText()).isEqualTo("$0.00");
        assertThat(next.at("/queue/position").asInt()).isEqualTo(1);
    }

    @Test
    void what_kling_has_cannot_be_canceled() {
        Job sent = gateway.order("A boat");

        APIGatewayV2HTTPResponse response = delete(sent.id().text(), ADMIN);

        assertThat(response.getStatusCode()).isEqualTo(409);
        assertThat(body(response).path("detail").asText()).contains("Kling, which has no way to cancel it");
    }

    private APIGatewayV2HTTPResponse delete(String id, String caller) {
        APIGatewayV2HTTPEvent event = Events.get("/api/jobs/{id}", Map.of(), caller);
        event.setRouteKey("DELETE /api/jobs/{id}");
        event.setPathParameters(Map.of("id", id));
        return handler.handleRequest(event, new TestContext());
    }

    private APIGatewayV2HTTPResponse status(String id, String key) {
        return handler.handleRequest(Events.get("/api/video-status", Map.of("taskId", id), key), new TestContext());
    }

    private APIGatewayV2HTTPResponse list(Map<String, String> query, String key) {
        return handler.handleRequest(Events.get("/api/jobs", query, key), new TestContext());
    }
}
