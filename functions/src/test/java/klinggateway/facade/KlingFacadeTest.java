package klinggateway.facade;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.catalogue.Catalogues;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.Pool;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlingFacadeTest {

    private static final String ORDER = """
            {"model_name":"kling-v2-6","prompt":"A fox","mode":"std","duration":"5","aspect_ratio":"16:9",
             "external_task_id":"order-1"}""";
    private static final String SPEECH =
            "{\"text\":\"Hello\",\"voice_id\":\"oversea_male1\",\"voice_language\":\"en\",\"voice_speed\":1.0}";
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
    void of_many_orders_with_one_id_at_the_same_moment_one_is_bought() {
        List<Integer> codes = IntStream.range(0, 16)
                .parallel()
                .mapToObj(_ -> body(post(TEXT2VIDEO, ORDER)).path("code").asInt())
                .sorted()
                .toList();

        assertThat(codes.getFirst()).isZero();
        assertThat(codes.subList(1, codes.size())).containsOnly(1201);
        assertThat(gateway.emulator.tasks()).hasSize(1);
        assertThat(gateway.budget("teamkey1", "2026-11").reservedMicroUsd()).isEqualTo(210_000);
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

    @Test
    void lists_are_of_the_keys_own_tasks_of_this_product_newest_first() {
        String first = body(post(TEXT2VIDEO, ORDER)).at("/data/task_id").asText();
        gateway.time.pass(Duration.ofSeconds(1));
        String second = body(post(TEXT2VIDEO, ORDER.replace("order-1", "order-2")))
                .at("/data/task_id")
                .asText();
        post("v1/images/generations", "{\"prompt\":\"A fox\"}");
        send("POST", TEXT2VIDEO, Map.of(), ORDER, gateway.newKey("otherkey", Scope.GENERATE));

        JsonNode all = body(get(TEXT2VIDEO, Map.of()));
        JsonNode older = body(get(TEXT2VIDEO, Map.of("pageNum", "2", "pageSize", "1")));
        JsonNode none = body(get(TEXT2VIDEO, Map.of("pageNum", "9")));
        JsonNode wrong = body(get(TEXT2VIDEO, Map.of("pageSize", "501")));

        assertThat(all.path("data").findValuesAsText("task_id")).containsExactly(second, first);
        assertThat(older.path("data").findValuesAsText("task_id")).containsExactly(first);
        assertThat(none.path("data").isArray()).isTrue();
        assertThat(none.path("data")).isEmpty();
        assertThat(wrong.path("code").asInt()).isEqualTo(1201);
        assertThat(wrong.path("message").asText()).contains("pageSize", "1 to 500");
    }

    @Test
    void the_list_behind_a_cursor_goes_through_all_tasks_once() {
        for (int i = 0; i < 5; i++) {
            post(TEXT2VIDEO, ORDER.replace("order-1", "order-" + i));
            gateway.time.pass(Duration.ofSeconds(1));
        }
        post("v1/images/generations", "{\"prompt\":\"A fox\"}");
        List<String> ids = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < 3; i++) {
            JsonNode page = body(post(
                            "tasks",
                            "{\"limit\":2,\"cursor\":\"" + cursor
                                    + "\",\"filters\":[{\"key\":\"product_type\",\"values\":[\"video\"]}]}"))
                    .path("data");
            ids.addAll(page.path("result").findValuesAsText("external_id"));
            assertThat(page.path("has_more").asBoolean()).isEqualTo(i < 2);
            cursor = page.path("next_cursor").asText();
        }

        assertThat(ids).containsExactly("order-4", "order-3", "order-2", "order-1", "order-0");
        assertThat(body(post("tasks", "{\"filters\":[{\"key\":\"colour\",\"values\":[]}]}"))
                        .path("code")
                        .asInt())
                .isEqualTo(1201);
        assertThat(body(post("tasks", "{\"cursor\":\"elsewhere\"}"))
                        .path("code")
                        .asInt())
                .isEqualTo(1201);
    }

    @ParameterizedTest
    @CsvSource({
        ", 401, 1001",
        "Bearer nonsense, 401, 1002",
        "Basic YTpi, 401, 1002",
        "Bearer kg_teamkey1_0123456789012345678901234567890123456789012, 401, 1000",
    })
    void credentials_are_refused_with_klings_codes(String header, int status, int code) {
        APIGatewayV2HTTPEvent event = event("GET", TEXT2VIDEO, Map.of(), "", key);
        event.getHeaders().remove("authorization");
        if (header != null) {
            event.getHeaders().put("authorization", header);
        }

        APIGatewayV2HTTPResponse response = handler.handleRequest(event, new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(body(response).path("code").asInt()).isEqualTo(code);
        assertThat(body(response).path("request_id").asText()).isNotEmpty();
        assertThat(body(response).has("data")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, v1/videos/text2video, 404, 1202",
        "GET, v1/videos/nothing, 404, 1202",
        "POST, v1/videos/nothing, 404, 1202",
        "GET, v1/audio/tts, 404, 1202",
        "POST, text-to-video/kling-9, 404, 1203",
        "GET, account/costs, 403, 1103",
    })
    void what_is_not_there_is_told_with_klings_codes(String method, String path, int status, int code) {
        APIGatewayV2HTTPResponse response = send(method, path, Map.of(), "{\"prompt\":\"A fox\"}", key);

        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(body(response).path("code").asInt()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "kling-v3-0, 404, 1203",
        "kling-3.0, 404, 1203",
        "kling-3.0-turbo, 404, 1203",
        "kling-v1, 404, 1203",
    })
    void a_model_that_the_older_paths_do_not_have_is_unknown(String model, int status, int code) {
        APIGatewayV2HTTPResponse response = post(TEXT2VIDEO, ORDER.replace("kling-v2-6", model));

        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(body(response).path("code").asInt()).isEqualTo(code);
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    @Test
    void wrong_values_are_named_as_kling_names_the_fields() {
        JsonNode refused = body(post(TEXT2VIDEO, "{\"prompt\":\"A fox\",\"aspect_ratio\":\"2:1\",\"duration\":\"7\"}"));

        assertThat(refused.path("code").asInt()).isEqualTo(1201);
        assertThat(refused.path("message").asText()).contains("aspect_ratio", "duration");
    }

    @Test
    void what_kling_passes_over_is_passed_over() {
        JsonNode created = body(post(TEXT2VIDEO, """
                {"prompt":"A fox","model":"kling-v9","negative_prompt":"","image_tail":null,"voice_list":[],
                 "seed":7,"external_task_id":"","callback_url":""}"""));

        assertThat(created.path("code").asInt()).isZero();
        assertThat(created.at("/data/task_info")).isEmpty();
    }

    @Test
    void a_call_is_answered_at_once() {
        JsonNode spoken = body(post("v1/audio/tts", SPEECH));

        assertThat(spoken.path("code").asInt()).isZero();
        assertThat(spoken.at("/data/task_status").asText()).isEqualTo("succeed");
        assertThat(spoken.at("/data/task_result/audios/0/url").asText()).startsWith("http");
        assertThat(spoken.at("/data/task_id").asText()).matches("[0-9]{18,19}");
    }

    @Test
    void a_call_waits_for_its_turn() {
        String full = fullPool();
        gateway.whileWaiting = time -> {
            gateway.time.pass(Duration.ofMinutes(10));
            Thread.startVirtualThread(() -> finish(full)).join();
        };

        JsonNode spoken = body(post("v1/audio/tts", SPEECH));

        assertThat(spoken.at("/data/task_status").asText()).as(spoken::toString).isEqualTo("succeed");
    }

    @Test
    void a_call_without_a_turn_is_given_up_and_costs_nothing() {
        fullPool();

        APIGatewayV2HTTPResponse refused = post("v1/audio/tts", SPEECH);

        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(body(refused).path("code").asInt()).isEqualTo(1302);
        Job job = gateway.jobs
                .find(gateway.jobs.ofKey("teamkey1", Optional.empty(), 1).getFirst())
                .orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.CANCELED);
        assertThat(job.charge().microUsd()).isZero();
    }

    /** The last of as many videos as there can be at once. */
    private String fullPool() {
        for (int i = 0; i < 5; i++) {
            post(TEXT2VIDEO, ORDER.replace("order-1", "order-" + i));
        }
        gateway.time.pass(Duration.ofSeconds(1));
        return "order-4";
    }

    private void finish(String externalId) {
        get(TEXT2VIDEO + "/" + externalId, Map.of());
        gateway.start.startNext(Pool.VIDEO, gateway.deadline());
    }

    @Test
    void an_element_is_deleted_by_klings_id_and_only_by_the_key_that_made_it() {
        JsonNode created = body(post("v1/general/advanced-custom-elements", """
                {"element_name":"Fox","element_description":"A red fox","reference_type":"image_refer",
                 "element_image_list":{"frontal_image":"https://example.com/a.png",
                  "refer_images":[{"image_url":"https://example.com/b.png"}]}}"""));
        assertThat(created.path("code").asInt()).as(created::toString).isZero();
        gateway.time.pass(Duration.ofMinutes(5));
        String task = created.at("/data/task_id").asText();
        JsonNode made = body(get("v1/general/advanced-custom-elements/" + task, Map.of()));
        JsonNode id = made.at("/data/task_result/elements/0/element_id");
        String other = gateway.newKey("otherkey", Scope.GENERATE);
        String delete = "{\"element_id\":\"" + id.asText() + "\"}";

        JsonNode foreign = body(send("POST", "v1/general/delete-elements", Map.of(), delete, other));
        JsonNode own = body(post("v1/general/delete-elements", delete));

        assertThat(id.isIntegralNumber()).isTrue();
        assertThat(foreign.path("code").asInt()).isEqualTo(1201);
        assertThat(own.path("code").asInt()).isZero();
        assertThat(body(get("v1/general/advanced-custom-elements", Map.of()))
                        .at("/data/0/task_result/elements/0/status")
                        .asText())
                .isEqualTo("deleted");
    }

    @Test
    void the_account_is_shown_to_admins_as_kling_shows_it() {
        String admin = gateway.newKey("adminkey", Scope.ADMIN);

        JsonNode costs = body(get("account/costs", Map.of("start_time", "0", "end_time", "1895525200000"), admin));
        JsonNode deductions = body(send(
                "POST", "account/billing/package", Map.of(), "{\"start_time\":0,\"end_time\":1895525200000}", admin));

        assertThat(costs.at("/data/resource_pack_subscribe_infos").isArray()).isTrue();
        assertThat(costs.at("/data/code").asInt()).isZero();
        assertThat(deductions.at("/data/result/detail").isArray()).isTrue();
    }

    @Test
    void a_spent_budget_is_told_as_a_used_up_pack() {
        String poor = gateway.newKey("poorkey1", policy(Optional.of(100_000L), Optional.empty()), Scope.GENERATE);

        APIGatewayV2HTTPResponse refused = send("POST", TEXT2VIDEO, Map.of(), ORDER, poor);

        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(body(refused).path("code").asInt()).isEqualTo(1102);
        assertThat(body(refused).path("message").asText()).contains("budget of $0.10");
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    @Test
    void a_keys_own_rate_is_told_as_too_many_requests() {
        String slow = gateway.newKey("slowkey1", policy(Optional.empty(), Optional.of(1)), Scope.READ);
        get(TEXT2VIDEO, Map.of(), slow);

        APIGatewayV2HTTPResponse refused = get(TEXT2VIDEO, Map.of(), slow);

        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(body(refused).path("code").asInt()).isEqualTo(1302);
        assertThat(refused.getHeaders()).containsKey("retry-after");
    }

    @Test
    void what_kling_has_no_room_for_waits_and_is_submitted_to_its_caller() {
        JsonNode created = body(post(TEXT2VIDEO, ORDER.replace("A fox", "A fox [[sim:code=1303]]")));

        assertThat(created.path("code").asInt()).isZero();
        assertThat(created.at("/data/task_status").asText()).isEqualTo("submitted");
        assertThat(body(get(TEXT2VIDEO + "/order-1", Map.of()))
                        .at("/data/task_status")
                        .asText())
                .isEqualTo("submitted");
    }

    @Test
    void a_path_that_the_operator_opens_is_passed_through_and_counted_as_unpriced() {
        FacadeHandler open = TestFacade.on(
                gateway, Catalogues.edited(KlingFacadeTest::withoutSounds), Set.of("/v1/audio/text-to-audio"));

        JsonNode created = body(send(open, "POST", "v1/audio/text-to-audio", """
                {"prompt":"Rain","duration":3.0,"external_task_id":"sound-1","callback_url":"https://example.com/hook"}"""));
        String id = created.at("/data/task_id").asText();
        gateway.time.pass(Duration.ofMinutes(20));
        JsonNode asked = body(send(open, "GET", "v1/audio/text-to-audio/sound-1", ""));

        Job job = gateway.jobs.find(JobId.parse(id).orElseThrow()).orElseThrow();
        assertThat(asked.at("/data/task_status").asText()).isEqualTo("succeed");
        assertThat(asked.at("/data/task_result/audios/0/url_mp3").asText()).startsWith("http");
        assertThat(job.order().kind()).isEqualTo("unpriced");
        assertThat(job.order().model()).isEqualTo("/v1/audio/text-to-audio");
        assertThat(job.quote().isPriced()).isFalse();
        assertThat(job.charge().microUsd()).as("what Kling said it took").isEqualTo(35_000);
        assertThat(job.charge().settled()).isTrue();
        assertThat(gateway.emulator.tasks()).singleElement().satisfies(task -> {
            assertThat(task.externalId()).isEmpty();
            assertThat(task.request().has("callback_url")).isFalse();
        });
    }

    @Test
    void a_key_with_a_limit_for_each_job_orders_nothing_whose_price_nobody_knows() {
        Policy limited = new Policy(
                Optional.empty(),
                Optional.empty(),
                Policy.OPEN.zone(),
                Optional.empty(),
                Set.of(),
                Optional.of(1_000_000L),
                1_000);
        String careful = gateway.newKey("careful1", limited, Scope.GENERATE);

        APIGatewayV2HTTPResponse refused = send("POST", "v1/videos/new-thing", Map.of(), "{}", careful);

        assertThat(refused.getStatusCode()).isEqualTo(403);
        assertThat(body(refused).path("code").asInt()).isEqualTo(1103);
    }

    private static void withoutSounds(ObjectNode root) {
        ((ObjectNode) root.path("products")).remove("text-to-audio");
        for (Iterator<JsonNode> models = root.withArray("models").elements(); models.hasNext(); ) {
            if (models.next().path("name").asText().equals("text-to-audio")) {
                models.remove();
            }
        }
    }

    private static Policy policy(Optional<Long> monthlyMicroUsd, Optional<Integer> requestsPerTenSeconds) {
        return new Policy(
                monthlyMicroUsd,
                Optional.empty(),
                Policy.OPEN.zone(),
                requestsPerTenSeconds,
                Set.of(),
                Optional.empty(),
                1_000);
    }

    private APIGatewayV2HTTPResponse send(FacadeHandler to, String method, String path, String body) {
        return to.handleRequest(event(method, path, Map.of(), body, key), new TestContext());
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
        return handler.handleRequest(event(method, path, query, body, withKey), new TestContext());
    }

    private static APIGatewayV2HTTPEvent event(
            String method, String path, Map<String, String> query, String body, String withKey) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("facade", withKey);
        event.getRequestContext().getHttp().setMethod(method);
        event.setPathParameters(Map.of("proxy", path));
        event.setQueryStringParameters(query);
        event.setBody(body);
        return event;
    }
}
