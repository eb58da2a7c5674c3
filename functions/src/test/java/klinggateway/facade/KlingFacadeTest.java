package klinggateway.facade;

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
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KlingFacadeTest {

    private static final String ORDER = """
            {"model_name":"kling-v2-6","prompt":"A fox","mode":"std","duration":"5","aspect_ratio":"16:9",
             "external_task_id":"order-1"}""";
    private static final String TEXT2VIDEO = "v1/videos/text2video";

    private final TestGateway gateway = new TestGateway();
    private final FacadeHandler handler = TestFacade.on(gateway);
    private final String key = gateway.newKey("teamkey1", Scope.GENERATE, Scope.READ);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_video_of_the_older_generation_is_told_from_order_to_file_as_kling_does() {
        JsonNode created = body(post(TEXT2VIDEO, ORDER));
        String id = created.at("/data/task_id").asText();
        gateway.time.pass(Duration.ofMinutes(10));
        JsonNode asked = body(get(TEXT2VIDEO + "/" + id, Map.of()));

        assertThat(created.path("code").asInt()).isZero();
        assertThat(created.path("message").asText()).isEqualTo("SUCCEED");
        assertThat(created.at("/data/task_id").isTextual()).isTrue();
        assertThat(id).matches("[0-9]{18,19}");
        assertThat(created.at("/data/task_status").asText()).isEqualTo("submitted");
        assertThat(created.at("/data/task_info/external_task_id").asText()).isEqualTo("order-1");
        assertThat(created.at("/data/created_at").isIntegralNumber()).isTrue();
        assertThat(asked.at("/data/task_id").asText()).isEqualTo(id);
        assertThat(asked.at("/data/task_status").asText()).isEqualTo("succeed");
        assertThat(asked.at("/data/task_status_msg").asText()).isEmpty();
        assertThat(asked.at("/data/task_result/videos/0/url").asText()).startsWith("http");
        assertThat(asked.at("/data/task_result/videos/0/duration").asText()).isEqualTo("5.041");
        assertThat(asked.at("/data/final_unit_deduction").asText()).isEqualTo("1.5");
        assertThat(asked.at("/data/watermark_info/enabled").isBoolean()).isTrue();
        assertThat(asked.at("/data/created_at")).isEqualTo(created.at("/data/created_at"));
        assertThat(asked.path("data").has("id")).isFalse();
    }

    @Test
    void a_video_of_the_newer_generation_is_told_as_kling_does() {
        JsonNode created = body(post("text-to-video/kling-3.0", """
                {"prompt":"A fox","settings":{"resolution":"1080p","duration":5,"audio":"off","multi_shot":false},
                 "options":{"external_task_id":"order-2"}}"""));
        String id = created.at("/data/id").asText();
        gateway.time.pass(Duration.ofMinutes(20));
        JsonNode asked = body(get("tasks", Map.of("external_task_ids", "order-2,nobody")));

        assertThat(id).matches("[0-9]{18,19}");
        assertThat(created.at("/data/status").asText()).isEqualTo("submitted");
        assertThat(asked.path("data")).hasSize(1);
        assertThat(asked.at("/data/0/id").asText()).isEqualTo(id);
        assertThat(asked.at("/data/0/status").asText()).isEqualTo("succeeded");
        assertThat(asked.at("/data/0/external_id").asText()).isEqualTo("order-2");
        assertThat(asked.at("/data/0/outputs/0/type").asText()).isEqualTo("video");
        assertThat(asked.at("/data/0/billing/0/amount").asText()).isEqualTo("4");
        assertThat(gateway.emulator.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.path()).isEqualTo("/text-to-video/kling-3.0"));
    }

    @Test
    void a_task_is_found_by_its_callers_own_id_and_only_at_its_own_path() {
        post(TEXT2VIDEO, ORDER);

        JsonNode found = body(get(TEXT2VIDEO + "/order-1", Map.of()));
        APIGatewayV2HTTPResponse elsewhere = get("v1/videos/image2video/order-1", Map.of());

        assertThat(found.at("/data/task_info/external_task_id").asText()).isEqualTo("order-1");
        assertThat(elsewhere.getStatusCode()).isEqualTo(400);
        assertThat(body(elsewhere).path("code").asInt()).isEqualTo(1201);
        assertThat(body(elsewhere).path("message").asText()).isEqualTo("Task not found by id/external id: order-1");
        assertThat(body(elsewhere).has("data")).isFalse();
    }

    @Test
    void another_keys_task_does_not_exist() {
        String id = body(post(TEXT2VIDEO, ORDER)).at("/data/task_id").asText();
        String other = gateway.newKey("otherkey", Scope.GENERATE, Scope.READ);

        assertThat(body(get(TEXT2VIDEO + "/" + id, Map.of(), other))
                        .path("code")
                        .asInt())
                .isEqualTo(1201);
        assertThat(body(get(TEXT2VIDEO + "/order-1", Map.of(), other))
                        .path("code")
                        .asInt())
                .isEqualTo(1201);
        assertThat(body(get("tasks", Map.of("task_ids", id), other)).path("data"))
                .isEmpty();
        assertThat(body(get(TEXT2VIDEO, Map.of(), other)).path("data")).isEmpty();
        assertThat(body(send("POST", TEXT2VIDEO, Map.of(), ORDER, other))
                        .path("code")
                        .asInt())
                .as("the ids of one key are nothing to another")
                .isZero();
    }

    @Test
    void an_id_of_the_callers_own_is_taken_once_and_charged_once() {
        post(TEXT2VIDEO, ORDER);

        APIGatewayV2HTTPResponse again = post(TEXT2VIDEO, ORDER);

        assertThat(again.getStatusCode()).isEqualTo(400);
        assertThat(body(again).path("code").asInt()).isEqualTo(1201);
        assertThat(body(again).path("message").asText()).isEqualTo("External_task_id order-1 already exists");
        assertThat(gateway.emulator.tasks()).hasSize(1);
    }

    @Test
    void an_id_whose_order_kling_refused_can_be_used_again() {
        APIGatewayV2HTTPResponse refused = post(TEXT2VIDEO, ORDER.replace("A fox", "A fox [[sim:code=1301]]"));

        APIGatewayV2HTTPResponse again = post(TEXT2VIDEO, ORDER);

        assertThat(body(refused).path("code").asInt()).isEqualTo(1301);
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(body(again).path("code").asInt()).isZero();
        assertThat(body(get(TEXT2VIDEO + "/order-1", Map.of())).at("/data/task_id"))
                .isEqualTo(body(again).at("/data/task_id"));
    }

    private APIGatewayV2HTTPResponse post(String path, String body) {
        return send("POST", path, Map.of(), body, key);
    }

    private APIGatewayV2HTTPResponse get(String path, Map<String, String> query) {
        return get(path, query, key);
    }

    private APIGatewayV2HTTPResponse get(String path, Map<String, String> query, String withKey) {
        return send("GET", path, query, "", withKey);
    }

    private APIGatewayV2HTTPResponse send(
            String method, String path, Map<String, String> query, String body, String withKey) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("facade", withKey);
        event.getRequestContext().getHttp().setMethod(method);
        event.setPathParameters(Map.of("proxy", path));
        event.setQueryStringParameters(query);
        event.setBody(body);
        return handler.handleRequest(event, new TestContext());
    }
}
