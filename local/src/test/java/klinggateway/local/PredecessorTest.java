package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import klinggateway.emulators.kling.KlingEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the predecessor's front end sends, and reads from the answers: without a key, to the three old routes. {@code
 * docs/migration.md} tells its users what this proves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredecessorTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
    private static final String DOLLARS = "\\$\\d+\\.\\d\\d+";

    private final HttpClient http = HttpClient.newHttpClient();
    private DataFolder data;
    private KlingEmulator kling;
    private LocalGateway gateway;
    private String keyId;

    @BeforeAll
    void start_with_a_key_for_those_who_send_none(@TempDir Path folder) throws Exception {
        data = DataFolder.open(folder);
        kling = KlingEmulator.builder().speed(200).apiKey("kling-key").start();
        try (LocalGateway first = builder().schedules(Schedules.ON_DEMAND).start()) {
            gateway = first;
            keyId = newKey("\"generate\", \"read\", \"usage\"").path("id").asText();
        }
        gateway = builder().parameter("AnonymousKey", keyId).start();
    }

    @AfterAll
    void stop() {
        gateway.close();
        kling.close();
        data.close();
        http.close();
    }

    private LocalGateway.Builder builder() {
        return LocalGateway.builder(TEMPLATE)
                .parameter("KlingEndpoint", kling.url().toString())
                .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
                .data(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"5\""})
    void a_video_is_ordered_watched_and_in_the_analytics(String duration) throws Exception {
        HttpResponse<String> ordered = post("/api/generate-video", """
                {"prompt": "A paper boat", "model": "kling-v2-6", "mode": "std", "duration": %s, "aspectRatio": "16:9"}\
                """.formatted(duration));

        assertThat(ordered.statusCode()).as(ordered.body()).isIn(200, 202);
        JsonNode answer = JSON.readTree(ordered.body());
        assertText(answer, "/taskId", "\\d{18,19}");
        assertText(answer, "/status", "queued|submitted|processing|succeeded");
        assertType(answer, "/usage/requestDuration", JsonNodeType.NUMBER);
        assertText(answer, "/usage/estimatedCost", DOLLARS);
        assertText(answer, "/usage/timestamp", MOMENT);
        assertText(answer, "/usage/apiVersion", "new-system");
        assertText(answer, "/system/endpoint", "127\\.0\\.0\\.1|localhost");
        assertType(answer, "/system/realTimeUpdates", JsonNodeType.BOOLEAN);
        assertType(answer, "/system/instantDataDisplay", JsonNodeType.BOOLEAN);

        String taskId = answer.path("taskId").asText();
        JsonNode job = await().atMost(SOON)
                .until(
                        () -> ok("/api/video-status?taskId=" + taskId),
                        told -> told.path("status").asText().equals("succeeded"));
        assertThat(job.path("taskId").asText()).isEqualTo(taskId);
        assertText(job, "/metadata/originalStatus", "succeed");
        assertText(job, "/metadata/endpoint", "127\\.0\\.0\\.1|localhost");
        assertType(job, "/metadata/realTimeUpdates", JsonNodeType.BOOLEAN);
        assertType(job, "/metadata/instantDataDisplay", JsonNodeType.BOOLEAN);
        assertText(job, "/metadata/lastChecked", MOMENT);
        assertText(job, "/metadata/completedAt", MOMENT);
        assertType(job, "/metadata/processingTime", JsonNodeType.NUMBER);
        assertText(job, "/metadata/resolution", "1280x720");
        HttpResponse<byte[]> file = http.send(
                HttpRequest.newBuilder(URI.create(job.at("/videos/0/url").asText()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).hasSize(job.at("/metadata/fileSize").intValue());

        JsonNode usage = ok("/api/usage-analytics");
        assertThat(usage.path("recentActivity").findValuesAsText("taskId")).contains(taskId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?productType=video&limit=10", "?productType=all", "?productType=image", "?apiKey=KEY"})
    void usage_has_all_that_its_pages_show(String query) throws Exception {
        post("/api/generate-video", "{\"prompt\": \"A paper boat\"}");

        JsonNode usage = ok("/api/usage-analytics" + query.replace("KEY", keyId));

        assertType(usage, "/summary/totalCalls", JsonNodeType.NUMBER);
        assertType(usage, "/summary/totalUnitsDeduced", JsonNodeType.NUMBER);
        assertText(usage, "/summary/totalCost", DOLLARS);
        assertType(usage, "/summary/realTimeUpdates", JsonNodeType.BOOLEAN);
        assertType(usage, "/summary/instantDataDisplay", JsonNodeType.BOOLEAN);
        assertType(usage, "/breakdown/byModel", JsonNodeType.OBJECT);
        assertType(usage, "/breakdown/byDuration", JsonNodeType.OBJECT);
        assertType(usage, "/breakdown/byDay", JsonNodeType.ARRAY);
        assertType(usage, "/recentActivity", JsonNodeType.ARRAY);
        if (query.contains("image")) {
            assertThat(usage.at("/summary/totalCalls").asInt()).isZero();
        } else {
            assertThat(usage.at("/summary/totalCalls").asInt()).isPositive();
            assertThat(usage.at("/recentActivity").findValues("processingTime"))
                    .allSatisfy(time -> assertThat(time.isNumber()).isTrue());
            assertThat(usage.path("recentActivity").size()).isBetween(1, 20);
        }
    }

    @Test
    void a_range_of_time_is_understood_as_pages_write_it() throws Exception {
        post("/api/generate-video", "{\"prompt\": \"A paper boat\"}");
        Instant now = Instant.now();
        Instant before = now.minus(Duration.ofDays(7));

        JsonNode inIso = ok("/api/usage-analytics?timeStart=%s&timeEnd=%s"
                .formatted(
                        encoded(before.toString()), encoded(now.plusSeconds(60).toString())));
        JsonNode inMillis = ok("/api/usage-analytics?timeStart=%d&timeEnd=%d"
                .formatted(before.toEpochMilli(), now.plusSeconds(60).toEpochMilli()));
        JsonNode earlier = ok("/api/usage-analytics?timeEnd=" + encoded(before.toString()));

        assertThat(Stream.of(inIso, inMillis))
                .allSatisfy(usage ->
                        assertThat(usage.at("/summary/totalCalls").asInt()).isPositive());
        assertThat(earlier.at("/summary/totalCalls").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /api/video-status                       |                                        | 400 | INVALID_TASK_ID",
                "GET  | /api/video-status?taskId=abc            |                                        | 400 | INVALID_TASK_ID",
                "GET  | /api/video-status?taskId=831922345719271433 |                                    | 404 | TASK_NOT_FOUND",
                "POST | /api/generate-video                     | {}                                     | 400 | INVALID_PARAMETERS",
                "POST | /api/generate-video                     | {\"prompt\": \"A boat\", \"duration\": 7}  | 400 | INVALID_PARAMETERS",
                "POST | /api/generate-video                     | {\"prompt\": \"A boat [[sim:code=1301]]\"}    | 422 | GENERATION_FAILED",
                "GET  | /api/usage-analytics?productType=film   |                                        | 400 | ANALYTICS_ERROR",
                "GET  | /api/usage-analytics?apiKey=somebodyelse |                                       | 403 | AUTH_FAILED",
                "POST | /api/usage-analytics                    | {}                                     | 401 | AUTH_FAILED",
            })
    void what_is_wrong_has_the_code_that_it_had(String method, String path, String body, int status, String code)
            throws Exception {
        // 202 while the videos of other tests leave no room.
        HttpResponse<String> response = await().pollDelay(Duration.ZERO)
                .atMost(SOON)
                .until(() -> method.equals("GET") ? get(path) : post(path, body), answer -> answer.statusCode() != 202);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).path("code").asText()).isEqualTo(code);
        assertThat(JSON.readTree(response.body()).path("detail").asText()).isNotEmpty();
    }

    @Test
    void what_was_generated_elsewhere_is_recorded_with_a_key_that_may() throws Exception {
        String key = newKey("\"record\", \"usage\"").path("key").asText();
        String event = "{\"eventId\": \"before-the-move-1\", \"kind\": \"text2video\", \"model\": \"kling-v2-6\", "
                + "\"duration\": 5, \"cost\": 0.21, \"status\": \"succeeded\"}";

        HttpResponse<String> wrong = sendWith(key, "/api/usage-analytics", "{\"eventId\": \"x\"}");
        HttpResponse<String> recorded = sendWith(key, "/api/usage-analytics", event);

        assertThat(JSON.readTree(wrong.body()).path("code").asText()).isEqualTo("EVENT_RECORDING_ERROR");
        assertThat(recorded.statusCode()).as(recorded.body()).isBetween(200, 201);
    }

    private static void assertType(JsonNode answer, String pointer, JsonNodeType type) {
        assertThat(answer.at(pointer).getNodeType())
                .as("%s of %s", pointer, answer)
                .isEqualTo(type);
    }

    private static void assertText(JsonNode answer, String pointer, String pattern) {
        assertType(answer, pointer, JsonNodeType.STRING);
        assertThat(answer.at(pointer).asText()).as(pointer).matches(pattern);
    }

    private JsonNode newKey(String scopes) throws IOException, InterruptedException {
        HttpResponse<String> made = sendWith(
                "kg_admin_" + gateway.secret("AdminSecret"),
                "/api/keys",
                "{\"name\": \"front end\", \"scopes\": [" + scopes + "]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body());
    }

    private JsonNode ok(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + path)));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> sendWith(String key, String path, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
