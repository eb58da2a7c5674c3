package klinggateway.generate;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogue;
import klinggateway.emulators.kling.EmulatedTask;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.PollQueue;
import klinggateway.job.Pool;
import klinggateway.keys.Scope;
import klinggateway.lifecycle.Start;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenerateHandlerTest {

    private final TestGateway gateway = new TestGateway();
    private final TestContext context = new TestContext();
    private final GenerateHandler handler = TestGenerate.on(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void the_sample_event_creates_one_task_at_kling_and_answers_as_the_predecessor_did() {
        APIGatewayV2HTTPResponse response = handler.handleRequest(Events.http("generate"), context);

        assertThat(response.getStatusCode()).isEqualTo(200);
        JsonNode answer = body(response);
        assertThat(answer.path("status").asText()).isEqualTo("submitted");
        assertThat(answer.at("/usage/estimatedCost").asText()).isEqualTo("$0.21");
        assertThat(answer.at("/usage/apiVersion").asText()).isEqualTo("new-system");
        assertThat(answer.at("/usage/timestamp").asText()).isEqualTo("2026-11-24T13:00:00Z");
        assertThat(answer.at("/system/realTimeUpdates").asBoolean()).isTrue();
        assertThat(answer.at("/system/instantDataDisplay").asBoolean()).isTrue();
        assertThat(answer.at("/estimate/units").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(JobId.parse(answer.path("taskId").asText()))
                .isEqualTo(JobId.parse(answer.path("jobId").asText()))
                .isPresent();
        assertThat(gateway.emulator.tasks()).hasSize(1);
        EmulatedTask task = gateway.emulator.tasks().getFirst();
        assertThat(task.externalId()).contains(answer.path("jobId").asText());
    }

    static Stream<String> otherKinds() {
        Set<String> withoutSample = Set.of("text2video", "advanced-lip-sync");
        return Catalogue.builtIn().products().keySet().stream()
                .filter(kind -> !withoutSample.contains(kind) && isSold(kind));
    }

    private static boolean isSold(String kind) {
        return Catalogue.builtIn().models().stream()
                .flatMap(model -> model.offer(kind).stream())
                .anyMatch(offer -> offer.retired().isEmpty() && !offer.unpriced());
    }

    @ParameterizedTest
    @MethodSource("otherKinds")
    void every_product_has_a_sample_event_that_works(String kind) {
        APIGatewayV2HTTPResponse response = handler.handleRequest(Events.http("generate-" + kind), context);

        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        assertThat(body(response).path("kind").asText()).isEqualTo(kind);
        assertThat(gateway.emulator.tasks()).hasSize(1);
    }

    @Test
    void a_call_that_kling_answers_at_once_is_done_with_its_result_in_the_answer() {
        JsonNode spoken = body(handler.handleRequest(Events.http("generate-text-to-speech"), context));
        JsonNode faces = body(handler.handleRequest(Events.http("generate-identify-face"), context));

        assertThat(spoken.path("status").asText()).isEqualTo("succeeded");
        assertThat(spoken.at("/audios/0/url").asText()).contains(".mp3?");
        assertThat(faces.at("/details/sessionId").asText()).isNotEmpty();
        assertThat(faces.at("/details/faceData/0/faceId").asText()).isEqualTo("0");
        assertThat(gateway.slots.occupancy(Pool.VIDEO).holders()).isEmpty();
    }

    @Test
    void lips_are_moved_in_a_session_that_a_call_before_has_opened() {
        JsonNode faces = body(handler.handleRequest(Events.http("generate-identify-face"), context));
        APIGatewayV2HTTPEvent event = Events.http("generate-advanced-lip-sync");

        APIGatewayV2HTTPResponse unknown = handler.handleRequest(event, context);
        event.setBody(event.getBody()
                .replace("831922399912345601", faces.at("/details/sessionId").asText()));
        APIGatewayV2HTTPResponse known = handler.handleRequest(event, context);

        assertThat(unknown.getStatusCode()).as(unknown.getBody()).isEqualTo(400);
        assertThat(known.getStatusCode()).as(known.getBody()).isEqualTo(200);
    }

    @Test
    void a_job_can_be_named_where_kling_wants_the_video_that_it_made() {
        JsonNode film = body(handler.handleRequest(Events.http("generate"), context));
        String jobId = film.path("jobId").asText();
        APIGatewayV2HTTPEvent dub = withBody("{\"kind\":\"video-to-audio\",\"videoId\":\"" + jobId + "\"}");
        APIGatewayV2HTTPEvent dubByTaskId =
                withBody(dub.getBody().replace(jobId, film.path("taskId").asText()));

        APIGatewayV2HTTPResponse tooEarly = handler.handleRequest(dub, context);
        gateway.time.pass(Duration.ofHours(1));
        Job done = gateway.sync.ask(gateway.job(JobId.parse(jobId).orElseThrow()), gateway.deadline());
        APIGatewayV2HTTPResponse byJobId = handler.handleRequest(dub, context);
        APIGatewayV2HTTPResponse byTaskId = handler.handleRequest(dubByTaskId, context);

        assertThat(tooEarly.getStatusCode()).isEqualTo(400);
        assertThat(body(tooEarly).at("/invalidParameters/0/name").asText()).isEqualTo("/videoId");
        assertThat(byJobId.getStatusCode()).as(byJobId.getBody()).isEqualTo(200);
        assertThat(byTaskId.getStatusCode()).as(byTaskId.getBody()).isEqualTo(200);
        String videoId = gateway.jobs
                .result(done.id())
                .orElseThrow()
                .outputs()
                .getFirst()
                .id()
                .orElseThrow();
        assertThat(gateway.emulator.tasks().getLast().request().path("video_id").asText())
                .isEqualTo(videoId);
    }

    @Test
    void the_job_of_another_key_cannot_be_named() {
        String jobId = body(handler.handleRequest(Events.http("generate"), context))
                .path("jobId")
                .asText();
        APIGatewayV2HTTPEvent event = withBody("{\"kind\":\"video-to-audio\",\"videoId\":\"" + jobId + "\"}");
        event.setHeaders(new HashMap<>(Map.of("authorization", "Bearer " + gateway.newKey("other", Scope.GENERATE))));

        APIGatewayV2HTTPResponse response = handler.handleRequest(event, context);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(response.getBody()).contains("this key has no job");
    }

    @Test
    void the_job_and_its_estimate_are_there_when_the_answer_is() {
        JsonNode answer = body(handler.handleRequest(Events.http("generate"), context));

        Job job = gateway.job(JobId.parse(answer.path("taskId").asText()).orElseThrow());
        assertThat(job.state()).isEqualTo(JobState.SUBMITTED);
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(1);
        assertThat(gateway.slots.occupancy(job.order().pool()).holders()).containsExactly(job.id());
    }

    @Test
    void the_callback_url_leads_back_to_the_gateway_and_names_the_job() {
        JsonNode answer = body(handler.handleRequest(Events.http("generate"), context));

        String url = gateway.emulator
                .tasks()
                .getFirst()
                .request()
                .path("callback_url")
                .asText();
        String prefix = "https://gateway.example.com/callbacks/kling/";
        assertThat(url).startsWith(prefix);
        assertThat(gateway.tokens.verify(url.substring(prefix.length())))
                .isEqualTo(JobId.parse(answer.path("jobId").asText()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":\"x\",\"duration\":7} | /duration",
                "{\"duration\":5} | /prompt",
                "{\"prompt\":\"x\",\"durration\":5} | /durration",
                "{\"prompt\":\"x\",\"duration\":\"five\"} | /duration",
                "{\"prompt\":\"x\",\"duration\":5.5} | /duration",
                "{\"prompt\":\"x\",\"sound\":\"on\"} | /sound",
                "{\"prompt\":42} | /prompt",
                "{\"prompt\":\"x\",\"maxCost\":0.2} | /maxCost",
                "{\"prompt\":\"x\",\"maxCost\":1e99999999} | /maxCost",
                "{\"prompt\":\"x\",\"metadata\":{\"a\":1}} | /metadata",
                "{\"prompt\":\"x\",\"kind\":\"image2image\"} | /kind",
            })
    void what_cannot_be_sold_is_refused_with_a_pointer_and_costs_nothing(String json, String pointer) {
        APIGatewayV2HTTPResponse response = handler.handleRequest(withBody(json), context);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(response.getHeaders()).containsEntry("content-type", "application/problem+json");
        JsonNode problem = body(response);
        assertThat(problem.path("code").asText()).isEqualTo("INVALID_PARAMETERS");
        assertThat(problem.at("/invalidParameters/0/name").asText()).isEqualTo(pointer);
        assertThat(gateway.emulator.tasks()).isEmpty();
        assertThat(gateway.usage.minute(gateway.time.instant())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "[]", "{", "null", "{\"a\":1,\"a\":2}", "{} {}", "{\"prompt\":1e99999999999}"})
    void a_body_that_is_not_one_json_object_is_refused(String json) {
        APIGatewayV2HTTPResponse response = handler.handleRequest(withBody(json), context);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).path("code").asText()).isEqualTo("INVALID_PARAMETERS");
    }

    @Test
    void a_body_that_is_too_large_is_refused_with_advice() {
        APIGatewayV2HTTPResponse response =
                handler.handleRequest(withBody("{\"prompt\":\"" + "x".repeat(5_500_000) + "\"}"), context);

        assertThat(response.getStatusCode()).isEqualTo(413);
        assertThat(body(response).path("detail").asText()).contains("URL");
    }

    @Test
    void a_duration_as_text_is_taken_as_kling_itself_does() {
        APIGatewayV2HTTPResponse response =
                handler.handleRequest(withBody("{\"prompt\":\"A boat\",\"duration\":\"10\"}"), context);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(body(response).path("duration").asInt()).isEqualTo(10);
    }

    @Test
    void without_a_key_nothing_happens() {
        APIGatewayV2HTTPEvent event = Events.http("generate");
        event.setHeaders(new HashMap<>());

        APIGatewayV2HTTPResponse response = handler.handleRequest(event, context);

        assertThat(response.getStatusCode()).isEqualTo(401);
        assertThat(response.getHeaders()).containsEntry("www-authenticate", "Bearer");
        assertThat(body(response).path("code").asText()).isEqualTo("AUTH_FAILED");
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    @Test
    void a_key_without_the_scope_is_refused() {
        String reader = gateway.newKey("reader", Scope.READ);

        APIGatewayV2HTTPResponse response = handler.handleRequest(Events.httpWithKey("generate", reader), context);

        assertThat(response.getStatusCode()).isEqualTo(403);
        assertThat(body(response).path("detail").asText()).contains("'generate'");
    }

    @ParameterizedTest
    @CsvSource({
        "[[sim:code=1303]], 202, queued",
        "[[sim:http=503]], 202, submitting",
        "[[sim:http=504-after-create]], 202, submitting",
    })
    void what_kling_does_not_take_at_once_is_looked_after(String hook, int httpStatus, String status) {
        APIGatewayV2HTTPResponse response =
                handler.handleRequest(withBody("{\"prompt\":\"A boat " + hook + "\"}"), context);

        assertThat(response.getStatusCode()).isEqualTo(httpStatus);
        assertThat(body(response).path("status").asText()).isEqualTo(status);
    }

    @Test
    void while_kling_has_no_room_new_orders_are_taken_on_and_wait() {
        handler.handleRequest(withBody("{\"prompt\":\"A boat [[sim:code=1303]]\"}"), context);

        APIGatewayV2HTTPResponse next = handler.handleRequest(Events.http("generate"), context);

        assertThat(next.getStatusCode()).isEqualTo(202);
        assertThat(body(next).path("status").asText()).isEqualTo("queued");
    }

    @Test
    void what_kling_refuses_for_its_content_is_told_and_costs_nothing() {
        APIGatewayV2HTTPResponse response =
                handler.handleRequest(withBody("{\"prompt\":\"A boat [[sim:code=1301]]\"}"), context);

        assertThat(response.getStatusCode()).isEqualTo(422);
        assertThat(body(response).path("code").asText()).isEqualTo("GENERATION_FAILED");
        assertThat(body(response).path("detail").asText()).contains("1301");
    }

    @Test
    void an_error_after_the_job_was_accepted_does_not_hide_the_job_from_its_caller() {
        PollQueue broken = new PollQueue() {
            @Override
            public void send(Message message, Duration delay) {
                throw new IllegalStateException("the queue is down");
            }

            @Override
            public List<Message> sendAll(List<Delayed> messages) {
                throw new IllegalStateException("the queue is down");
            }
        };
        Start start = new Start(
                gateway.jobs,
                gateway.ledger,
                gateway.slots,
                broken,
                gateway.kling,
                gateway.tokens,
                id -> false,
                gateway.time);
        GenerateHandler failing = TestGenerate.on(gateway, start);

        APIGatewayV2HTTPResponse response = failing.handleRequest(Events.http("generate"), context);

        assertThat(response.getStatusCode()).isEqualTo(202);
        assertThat(JobId.parse(body(response).path("jobId").asText())).isPresent();
        assertThat(context.log).singleElement().asString().contains("the queue is down");
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    @Test
    void images_are_ordered_by_their_own_route() {
        APIGatewayV2HTTPEvent event = withBody("{\"prompt\":\"A boat\",\"n\":2}");
        event.setRouteKey("POST /api/generate-image");
        APIGatewayV2HTTPEvent video = withBody("{\"prompt\":\"A boat\",\"kind\":\"image\"}");

        JsonNode answer = body(handler.handleRequest(event, context));

        assertThat(answer.path("kind").asText()).isEqualTo("image");
        assertThat(answer.at("/estimate/cost").asText()).isEqualTo("$0.056");
        assertThat(body(handler.handleRequest(video, context)).path("detail").asText())
                .contains("POST /api/generate-image");
    }

    @Test
    void an_estimate_costs_nothing_and_says_how_it_comes_about() {
        APIGatewayV2HTTPEvent event = withBody(
                "{\"prompt\":\"A boat\",\"model\":\"kling-v3\",\"mode\":\"pro\",\"sound\":true,\"duration\":10}");
        event.setRouteKey("POST /api/estimate");

        JsonNode answer = body(handler.handleRequest(event, context));

        assertThat(answer.path("cost").asText()).isEqualTo("$1.68");
        assertThat(answer.path("units").decimalValue()).isEqualByComparingTo("12");
        assertThat(answer.path("unitPrice").asText()).isEqualTo("$0.14");
        assertThat(gateway.emulator.tasks()).isEmpty();
        assertThat(gateway.usage.minute(gateway.time.instant())).isEmpty();
    }

    @Test
    void an_image_that_is_null_makes_no_video_of_an_image() {
        APIGatewayV2HTTPEvent event = withBody("{\"prompt\":\"A boat\",\"image\":null,\"imageTail\":null}");
        event.setRouteKey("POST /api/estimate");

        APIGatewayV2HTTPResponse response = handler.handleRequest(event, context);

        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        assertThat(body(response).path("kind").asText()).isEqualTo("text2video");
    }

    @Test
    void the_catalogue_can_be_read() {
        APIGatewayV2HTTPEvent event = withBody("");
        event.setRouteKey("GET /api/catalogue");

        JsonNode answer = body(handler.handleRequest(event, context));

        assertThat(answer.at("/products/text2video/fields/prompt/most").asInt()).isEqualTo(2_500);
        assertThat(answer.path("models").findValuesAsText("name")).contains("kling-v3", "kling-image-o1");
    }

    @Test
    void while_kling_refuses_the_account_nothing_is_accepted() {
        APIGatewayV2HTTPResponse first =
                handler.handleRequest(withBody("{\"prompt\":\"A boat [[sim:code=1102]]\"}"), context);
        APIGatewayV2HTTPResponse second = handler.handleRequest(Events.http("generate"), context);

        assertThat(first.getStatusCode()).isEqualTo(202);
        assertThat(body(first).path("status").asText()).isEqualTo("queued");
        assertThat(second.getStatusCode()).isEqualTo(503);
        assertThat(body(second).path("code").asText()).isEqualTo("SERVICE_ERROR");
        assertThat(second.getHeaders()).containsEntry("retry-after", "300");
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(1);
    }

    private static APIGatewayV2HTTPEvent withBody(String json) {
        APIGatewayV2HTTPEvent event = Events.http("generate");
        event.setBody(json);
        return event;
    }
}
