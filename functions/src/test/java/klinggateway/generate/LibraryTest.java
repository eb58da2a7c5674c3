package klinggateway.generate;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.emulators.kling.Misbehaviour;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.keys.Scope;
import klinggateway.kling.Details;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LibraryTest {

    private static final String ELEMENT = """
            {"elementName":"Boat","elementDescription":"A paper boat","referenceType":"image_refer",
             "elementImageList":{"frontalImage":"https://a.example/1.png","referImages":[{"imageUrl":"https://a.example/2.png"}]}}""";

    private final TestGateway gateway = new TestGateway();
    private final TestContext context = new TestContext();
    private final GenerateHandler handler = TestGenerate.on(gateway);
    private final String key = gateway.newKey("maker", Scope.GENERATE, Scope.READ);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_element_is_made_used_by_its_id_and_deleted() {
        JsonNode ordered = body(request("POST /api/elements", Map.of(), ELEMENT));
        String jobId = ordered.path("jobId").asText();
        APIGatewayV2HTTPResponse tooEarly = request("DELETE /api/elements/{id}", Map.of("id", jobId), "");
        gateway.time.pass(Duration.ofMinutes(1));
        Job made = gateway.sync.ask(gateway.job(JobId.parse(jobId).orElseThrow()), gateway.deadline());
        String details = gateway.jobs
                .result(made.id())
                .orElseThrow()
                .told()
                .flatMap(Details::of)
                .orElseThrow()
                .toString();

        APIGatewayV2HTTPResponse deleted = request("DELETE /api/elements/{id}", Map.of("id", jobId), "");
        APIGatewayV2HTTPResponse again = request("DELETE /api/elements/{id}", Map.of("id", jobId), "");

        assertThat(ordered.path("kind").asText()).isEqualTo("custom-element");
        assertThat(made.charge().microUsd()).isZero();
        assertThat(tooEarly.getStatusCode()).isEqualTo(409);
        assertThat(deleted.getStatusCode()).as(deleted.getBody()).isEqualTo(200);
        String elementId = body(deleted).path("elementId").asText();
        // As a text, because the number is too long for a double.
        assertThat(details).contains("\"elementId\":\"" + elementId + "\"");
        assertThat(again.getStatusCode()).isEqualTo(400);
        assertThat(body(again).at("/upstream/code").asInt()).isEqualTo(1201);
    }

    @Test
    void a_voice_is_made_and_deleted() {
        JsonNode ordered = body(request(
                "POST /api/voices", Map.of(), "{\"voiceName\":\"Mate\",\"voiceUrl\":\"https://a.example/1.mp3\"}"));
        gateway.time.pass(Duration.ofMinutes(1));
        String jobId = ordered.path("jobId").asText();
        Job made = gateway.sync.ask(gateway.job(JobId.parse(jobId).orElseThrow()), gateway.deadline());

        APIGatewayV2HTTPResponse deleted = request("DELETE /api/voices/{id}", Map.of("id", jobId), "");

        assertThat(made.charge().microUsd()).isEqualTo(7_000);
        assertThat(body(deleted).path("voiceId").asText()).isNotEmpty();
    }

    @Test
    void what_another_key_has_made_does_not_exist() {
        String jobId = body(request("POST /api/elements", Map.of(), ELEMENT))
                .path("jobId")
                .asText();
        gateway.time.pass(Duration.ofMinutes(1));
        gateway.sync.ask(gateway.job(JobId.parse(jobId).orElseThrow()), gateway.deadline());
        APIGatewayV2HTTPEvent event = event("DELETE /api/elements/{id}", Map.of("id", jobId), "");
        event.getHeaders().put("authorization", "Bearer " + gateway.newKey("other", Scope.GENERATE));

        APIGatewayV2HTTPResponse response = handler.handleRequest(event, context);
        APIGatewayV2HTTPResponse wrongShelf = request("DELETE /api/voices/{id}", Map.of("id", jobId), "");

        assertThat(response.getStatusCode()).isEqualTo(404);
        assertThat(wrongShelf.getStatusCode()).isEqualTo(404);
        assertThat(gateway.emulator.requests("POST /v1/general/delete")).isZero();
    }

    @Test
    void presets_are_shown_page_by_page() {
        APIGatewayV2HTTPEvent event = event("GET /api/elements/presets", Map.of(), "");
        event.setQueryStringParameters(Map.of("pageSize", "2", "page", "2"));

        JsonNode second = body(handler.handleRequest(event, context));
        JsonNode voices = body(request("GET /api/voices/presets", Map.of(), ""));

        assertThat(second.path("elements")).hasSize(1);
        assertThat(second.at("/elements/0/elementId").isTextual()).isTrue();
        assertThat(second.at("/elements/0/elementName").asText()).isNotEmpty();
        assertThat(voices.path("voices")).hasSize(3);
    }

    @Test
    void a_page_that_cannot_be_is_refused_and_kling_out_of_reach_is_told() {
        APIGatewayV2HTTPEvent event = event("GET /api/elements/presets", Map.of(), "");
        event.setQueryStringParameters(Map.of("pageSize", "501", "size", "2"));

        APIGatewayV2HTTPResponse refused = handler.handleRequest(event, context);
        gateway.emulator.misbehave(Misbehaviour.next("code=5001"));
        APIGatewayV2HTTPResponse down = request("GET /api/voices/presets", Map.of(), "");

        assertThat(body(refused).path("invalidParameters")).hasSize(2);
        assertThat(down.getStatusCode()).isEqualTo(503);
        assertThat(down.getHeaders()).containsEntry("retry-after", "10");
        assertThat(body(down).at("/upstream/code").asInt()).isEqualTo(5001);
    }

    @Test
    void these_routes_make_nothing_else() {
        APIGatewayV2HTTPResponse response =
                request("POST /api/voices", Map.of(), "{\"kind\":\"text2video\",\"prompt\":\"A boat\"}");

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo("/kind");
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    private APIGatewayV2HTTPResponse request(String route, Map<String, String> path, String json) {
        return handler.handleRequest(event(route, path, json), context);
    }

    private APIGatewayV2HTTPEvent event(String route, Map<String, String> path, String json) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setRouteKey(route);
        event.setPathParameters(path);
        event.setBody(json);
        return event;
    }
}
