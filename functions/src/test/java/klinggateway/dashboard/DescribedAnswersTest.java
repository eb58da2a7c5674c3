package klinggateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.Events;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests of all sorts through the real functions: {@link Api} compares each with the OpenAPI document, and in the end every
 * answer that is documented has been given.
 */
class DescribedAnswersTest {

    private static final Path EVENTS = Path.of("..", "events");
    private static final String LARGE = "{\"prompt\":\"" + "x".repeat(5_500_000) + "\"}";

    private final Api api = new Api();
    private final TestGateway gateway = api.gateway;

    @AfterEach
    void stop() {
        api.close();
    }

    static Stream<String> sampleEvents() {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> !List.of("poll", "sweep", "deliver", "compact", "audit", "facade", "alerts")
                            .contains(name))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("sampleEvents")
    void sample_events_and_what_becomes_of_them_are_as_described(String name) {
        APIGatewayV2HTTPResponse answer = api.send(Events.http(name));

        assertThat(answer.getStatusCode()).as(answer.getBody()).isIn(200, 201, 400, 401, 404);
        if (name.startsWith("generate") && answer.getStatusCode() == 200) {
            String id = Description.json(answer.getBody()).path("jobId").asText();
            assertThat(Api.body(200, job(id, Api.ADMIN)).path("jobId").asText()).isEqualTo(id);
            gateway.time.pass(Duration.ofHours(2));
            assertThat(Api.body(200, job(id, Api.ADMIN)).path("status").asText())
                    .isEqualTo("succeeded");
            api.get("/api/jobs", Map.of(), Api.ADMIN);
            api.get("/api/usage-analytics", Map.of(), Api.ADMIN);
        }
    }

    @Test
    void prices_are_answered_as_described() {
        String reader = gateway.newKey("reader", Scope.READ);
        Api.body(200, api.post("/api/estimate", "{\"prompt\":\"A boat\",\"mode\":\"1080p\",\"maxCost\":9}", reader));
        Api.body(200, api.post("/api/estimate", "{\"image\":\"https://a.example/1.png\"}", reader));
        Api.body(200, api.post("/api/estimate", "{\"kind\":\"image\",\"prompt\":\"A boat\",\"n\":3}", reader));
        Api.body(400, api.post("/api/estimate", "{\"kind\":\"film\"}", reader));
        Api.body(413, api.post("/api/estimate", LARGE, reader));
        JsonNode catalogue = Api.body(200, api.get("/api/catalogue", Map.of(), reader));
        assertThat(catalogue.path("models").size())
                .isEqualTo(gateway.catalogue.models().size());

        String orderer = gateway.newKey("orderer", Scope.GENERATE);
        Api.body(403, api.post("/api/estimate", "{\"prompt\":\"A boat\"}", orderer));
        Api.body(403, api.get("/api/catalogue", Map.of(), orderer));
        Api.body(401, api.post("/api/estimate", "{}", ""));
        Api.body(401, api.get("/api/catalogue", Map.of(), "nonsense"));
        api.drop("KeysTable");
        Api.body(500, api.post("/api/estimate", "{\"prompt\":\"A boat\"}", Api.unseenKey()));
        Api.body(500, api.get("/api/catalogue", Map.of(), Api.unseenKey()));
        api.assertAllSeen("POST /api/estimate");
        api.assertAllSeen("GET /api/catalogue");
    }

    @Test
    void jobs_are_told_as_described() {
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.READ);
        List<Job> jobs = Stream.of("", "[[sim:stuck]]", "[[sim:fail=risk]]", "[[sim:fail=silent]]", "[[sim:no-result]]")
                .map(hook -> gateway.order("A boat " + hook))
                .toList();
        Job waiting = gateway.accepted("A boat");
        for (int hours = 0; hours < 60; hours += 25) {
            jobs.forEach(job -> Api.body(200, job(job.id().text(), key)));
            Api.body(200, job(waiting.id().decimal(), key));
            Api.body(200, status(jobs.getFirst().id().decimal(), key));
            gateway.time.pass(Duration.ofHours(25));
        }
        String cursor = Api.body(200, api.get("/api/jobs", Map.of("limit", "2"), key))
                .path("nextCursor")
                .asText();
        Api.body(200, api.get("/api/jobs", Map.of("limit", "100", "cursor", cursor), key));
        Api.body(400, api.get("/api/jobs", Map.of("limit", "101"), key));
        Api.body(400, api.get("/api/jobs", Map.of("cursor", "x"), key));

        String other = gateway.newKey("otherkey", Scope.USAGE);
        String nobodys = "job_1p3y5sd400000";
        for (String id : List.of("12", nobodys)) {
            Api.body(id.length() < 3 ? 400 : 404, job(id, key));
            Api.body(id.length() < 3 ? 400 : 404, status(id, key));
        }
        Api.body(401, job(nobodys, ""));
        Api.body(401, status(nobodys, ""));
        Api.body(401, api.get("/api/jobs", Map.of(), ""));
        Api.body(403, job(nobodys, other));
        Api.body(403, status(nobodys, other));
        Api.body(403, api.get("/api/jobs", Map.of(), other));
        api.drop("JobsTable");
        Api.body(503, job(nobodys, key));
        Api.body(503, status(nobodys, key));
        Api.body(503, api.get("/api/jobs", Map.of(), key));
        api.assertAllSeen("GET /api/jobs/{id}");
        api.assertAllSeen("GET /api/video-status");
        api.assertAllSeen("GET /api/jobs");
    }

    @Test
    void webhooks_are_told_again_as_described() {
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.GENERATE, Scope.READ);
        String order = "{\"prompt\":\"A boat\",\"webhookUrl\":\"https://hooks.example.com/\","
                + "\"webhookEvents\":[\"submitted\",\"succeeded\"]}";
        String id = Api.body(200, api.post("/api/generate-video", order, key))
                .path("jobId")
                .asText();
        gateway.time.pass(Duration.ofHours(1));
        JsonNode told = Api.body(200, job(id, key)).path("deliveries");
        assertThat(told.findValuesAsText("event")).containsExactly("job.submitted", "job.succeeded");

        Api.body(202, redeliver(id, key));
        Api.body(202, redeliver(told.at("/1/id").asText(), Api.ADMIN));
        Api.body(409, redeliver(told.at("/0/id").asText(), key));
        Api.body(404, redeliver("msg_1p3y5sd400000_failed", key));
        Api.body(404, redeliver("msg_x", key));
        Api.body(404, redeliver(id, gateway.newKey("otherkey", Scope.GENERATE)));
        Api.body(401, redeliver(id, ""));
        Api.body(403, redeliver(id, gateway.newKey("reader", Scope.READ)));
        api.drop("JobsTable");
        Api.body(503, redeliver(id, key));

        api.assertAllSeen("POST /api/webhooks/{id}/redeliver");
    }

    private APIGatewayV2HTTPResponse redeliver(String id, String key) {
        return api.of("POST /api/webhooks/{id}/redeliver", id, key);
    }

    @Test
    void usage_is_told_as_described() {
        String key = gateway.newKey(TestGateway.KEY_ID, Scope.USAGE);
        Api.body(200, usage(Map.of(), key));
        for (String hook : List.of("", "[[sim:fail=risk]]", "[[sim:stuck]]")) {
            Job job = gateway.order("A boat " + hook);
            gateway.time.pass(Duration.ofMinutes(10));
            gateway.sync.ask(gateway.job(job.id()), gateway.deadline());
        }
        Api.body(200, usage(Map.of("productType", "video", "limit", "2", "timeStart", "2026-11-24"), key));
        Api.body(200, usage(Map.of("apiKey", TestGateway.KEY_ID, "timeEnd", "2026-11-24T13:20:00Z"), Api.ADMIN));
        Api.body(200, usage(Map.of("productType", "image", "timeEnd", "1795525200001"), Api.ADMIN));
        Api.body(400, usage(Map.of("productType", "film", "limit", "0", "timeStart", "soon", "by", "day"), key));
        Api.body(401, usage(Map.of(), ""));
        Api.body(403, usage(Map.of("apiKey", "otherkey"), key));
        Api.body(403, usage(Map.of(), gateway.newKey("reader", Scope.READ)));
        api.drop("UsageTable");
        Api.body(500, usage(Map.of(), key));
        api.assertAllSeen("GET /api/usage-analytics");
    }

    @Test
    void events_are_recorded_as_described() {
        String route = "/api/usage-analytics";
        String event = "{\"eventId\":\"e1\",\"kind\":\"text2video\",\"model\":\"kling-v2-6\",\"units\":1.5}";
        String other = event.replace("1.5", "2");
        String key = gateway.newKey("recorder", Scope.RECORD);

        Api.body(200, api.post(route, event, key));
        Api.body(200, api.post(route, event, key));
        JsonNode results = Api.body(200, api.post(route, "{\"events\":[" + event + "," + other + ",{}]}", key));
        assertThat(results.path("results").findValuesAsText("code"))
                .containsExactly("EVENT_RECORDING_ERROR", "EVENT_RECORDING_ERROR");
        Api.body(400, api.post(route, "{\"surprise\":1}", key));
        Api.body(400, api.post(route, "[]", key));
        Api.body(401, api.post(route, event, ""));
        Api.body(403, api.post(route, event, gateway.newKey("reader", Scope.READ)));
        Api.body(409, api.post(route, other, key));
        Api.body(413, api.post(route, LARGE, key));
        api.drop("UsageTable");
        Api.body(500, api.post(route, event.replace("e1", "e2"), key));

        api.assertAllSeen("POST " + route);
    }

    @Test
    void keys_are_made_and_listed_as_described() {
        Api.body(201, api.post("/api/keys", "{\"name\":\"team\",\"scopes\":[\"read\"]}", Api.ADMIN));
        String until = "{\"name\":\"short\",\"scopes\":[\"usage\",\"admin\"],\"expiresAt\":\"2027-01-31T00:00:00Z\"}";
        String key = Api.body(201, api.post("/api/keys", until, Api.ADMIN))
                .path("key")
                .asText();
        assertThat(Api.body(200, api.get("/api/keys", Map.of(), key)).path("keys"))
                .hasSize(2);
        Api.body(400, api.post("/api/keys", "{\"name\":\"\",\"scopes\":[\"all\"],\"budget\":1}", key));
        Api.body(413, api.post("/api/keys", LARGE, key));
        String reader = gateway.newKey("reader", Scope.READ);
        Api.body(401, api.post("/api/keys", "{}", ""));
        Api.body(401, api.get("/api/keys", Map.of(), ""));
        Api.body(403, api.post("/api/keys", "{}", reader));
        Api.body(403, api.get("/api/keys", Map.of(), reader));
        api.drop("KeysTable");
        Api.body(500, api.post("/api/keys", until, Api.ADMIN));
        Api.body(500, api.get("/api/keys", Map.of(), Api.ADMIN));
        api.assertAllSeen("POST /api/keys");
        api.assertAllSeen("GET /api/keys");
    }

    @Test
    void a_key_sees_itself_as_described() {
        String reader = gateway.newKey("reader", Scope.READ);

        Api.body(200, api.get("/api/keys/self", Map.of(), reader));
        Api.body(200, api.get("/api/keys/self", Map.of(), Api.ADMIN));
        Api.body(401, api.get("/api/keys/self", Map.of(), ""));
        api.drop("AdmissionTable");
        Api.body(500, api.get("/api/keys/self", Map.of(), reader));
        api.assertAllSeen("GET /api/keys/self");
    }

    @Test
    void keys_are_shown_changed_rotated_and_revoked_as_described() {
        String reader = gateway.newKey("reader", Scope.READ);
        String id = Api.body(
                        201,
                        api.post(
                                "/api/keys",
                                "{\"name\":\"team\",\"scopes\":[\"generate\"],\"monthlyBudget\":20.5,\"timeZone\":\"Asia/Tokyo\","
                                        + "\"requestsPer10Seconds\":50,\"models\":[\"kling-v3\"],\"maxCost\":1,\"queuedJobs\":5}",
                                Api.ADMIN))
                .path("id")
                .asText();
        Map<String, String> routes = Map.of(
                "GET /api/keys/{id}", "",
                "PATCH /api/keys/{id}", "{\"maxCost\":null}",
                "POST /api/keys/{id}/rotate", "{\"graceMinutes\":60}",
                "DELETE /api/keys/{id}", "");
        for (String route : List.of(
                "GET /api/keys/{id}", "PATCH /api/keys/{id}", "POST /api/keys/{id}/rotate", "DELETE /api/keys/{id}")) {
            String json = routes.getOrDefault(route, "");
            Api.body(200, api.of(route, id, Api.ADMIN, json));
            Api.body(401, api.of(route, id, "", json));
            Api.body(403, api.of(route, id, reader, json));
            Api.body(404, api.of(route, "nosuchkey", Api.ADMIN, json));
            if (!json.isEmpty()) {
                Api.body(400, api.of(route, id, Api.ADMIN, "{\"name\":1,\"graceMinutes\":-1}"));
                Api.body(413, api.of(route, id, Api.ADMIN, LARGE));
            }
        }
        for (String route : List.of("PATCH /api/keys/{id}", "POST /api/keys/{id}/rotate")) {
            Api.body(409, api.of(route, id, Api.ADMIN, "{}"));
        }
        Api.body(409, api.of("DELETE /api/keys/{id}", "admin", Api.ADMIN, ""));
    }

    @Test
    void callbacks_are_answered_as_described() {
        JobRequest request = TestGateway.request("A boat");
        JobRequest reachable =
                new JobRequest(request.body(), Optional.of("https://gateway.example.com"), JobRequest.Extras.NONE);
        gateway.start.start(gateway.accepted("A boat"), reachable, gateway.deadline());
        String url = gateway.emulator
                .tasks()
                .getFirst()
                .request()
                .path("callback_url")
                .asText();
        String token = url.substring(url.lastIndexOf('/') + 1);
        Api.body(200, callback(token, "{\"task_status\":\"processing\"}"));
        Api.body(200, callback(token, "{\"task_status\":\"succeed\"}"));
        Api.body(400, callback(token, "nonsense"));
        Api.body(401, callback("forged", "{}"));
        Api.body(413, callback(token, LARGE));
        api.drop("JobsTable");
        Api.body(500, callback(token, "{\"task_status\":\"succeed\"}"));
        api.webhookSecret("nonsense");
        APIGatewayV2HTTPEvent signed = callbackOf(token, "{}");
        signed.setHeaders(new HashMap<>(signed.getHeaders()));
        List.of("webhook-id", "webhook-timestamp", "webhook-signature")
                .forEach(name -> signed.getHeaders().put(name, "x"));
        Api.body(503, api.send(signed));
        api.assertAllSeen("POST /callbacks/kling/{token}");
    }

    @Test
    void pages_are_answered_as_described() {
        APIGatewayV2HTTPEvent page = Events.http("dashboard");
        String html = sentAgain(page).getBody();
        APIGatewayV2HTTPEvent asset = Events.http("dashboard");
        asset.setRouteKey("GET /assets/{version}/{file}");
        String version = html.replaceFirst("(?s).*?/assets/([^/]+)/.*", "$1");
        for (String name : List.of("dashboard.css", "main.js")) {
            asset.setPathParameters(Map.of("version", version, "file", name));
            sentAgain(asset);
        }
        asset.setPathParameters(Map.of("version", version, "file", "nothing.js"));
        api.send(asset);
        APIGatewayV2HTTPEvent description = Events.http("dashboard");
        description.setRouteKey("GET /openapi.json");
        sentAgain(description);
        api.assertAllSeen("GET /");
        api.assertAllSeen("GET /assets/{version}/{file}");
        api.assertAllSeen("GET /openapi.json");
    }

    /** The answer to a request that is then sent by somebody who has that answer. */
    private APIGatewayV2HTTPResponse sentAgain(APIGatewayV2HTTPEvent request) {
        APIGatewayV2HTTPResponse answer = api.send(request);
        assertThat(answer.getStatusCode()).isEqualTo(200);
        request.setHeaders(Map.of("if-none-match", answer.getHeaders().get("etag")));
        assertThat(api.send(request).getStatusCode()).isEqualTo(304);
        request.setHeaders(Map.of());
        return answer;
    }

    private APIGatewayV2HTTPResponse job(String id, String key) {
        return api.of("GET /api/jobs/{id}", id, key);
    }

    private APIGatewayV2HTTPResponse status(String id, String key) {
        return api.get("/api/video-status", Map.of("taskId", id), key);
    }

    private APIGatewayV2HTTPResponse usage(Map<String, String> query, String key) {
        return api.get("/api/usage-analytics", query, key);
    }

    private APIGatewayV2HTTPResponse callback(String token, String body) {
        return api.send(callbackOf(token, body));
    }

    private static APIGatewayV2HTTPEvent callbackOf(String token, String body) {
        APIGatewayV2HTTPEvent event = Events.http("callback");
        event.setPathParameters(Map.of("token", token));
        event.setBody(body);
        return event;
    }
}
