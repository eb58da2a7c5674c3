package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import klinggateway.emulators.kling.EmulatedTask;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.kling.ProductType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Everything over HTTP, on the real template: what a newcomer does first, and what a restart must not undo. */
class JourneyTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WEBHOOK_SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";
    private static final Path SCRIPT =
            Path.of("..", "functions", "src", "main", "resources", "klinggateway", "dashboard", "main.js");
    private static final Duration SOON = Duration.ofSeconds(30);

    /** A video of a minute and a half takes half a second. */
    private static final double SPEED = 200;

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private DataFolder data;
    private KlingEmulator kling;
    private LocalGateway gateway;

    @BeforeEach
    void start() {
        data = DataFolder.open(folder.resolve("gateway"));
        kling = KlingEmulator.builder()
                .speed(SPEED)
                .apiKey("kling-key")
                .webhookSecret(WEBHOOK_SECRET)
                .folder(folder.resolve("kling"))
                .start();
        gateway = LocalGateway.builder(TEMPLATE)
                .parameter("KlingEndpoint", kling.url().toString())
                .secret(
                        "KlingSecret",
                        "{\"KLING_API_KEY\":\"kling-key\",\"KLING_WEBHOOK_SECRET\":\"" + WEBHOOK_SECRET + "\"}")
                .data(data)
                .start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        kling.close();
        data.close();
    }

    @Test
    void a_video_is_generated_watched_and_paid_and_a_restart_changes_nothing() throws Exception {
        String key = newKey();
        JsonNode ordered = post("/api/generate-video", key, "{\"prompt\":\"A paper boat\",\"duration\":5}", 200);
        String id = ordered.path("taskId").asText();
        JsonNode early = get("/api/usage-analytics", key);
        assertThat(early.at("/summary/totalCalls").asInt()).isEqualTo(1);
        assertThat(early.at("/summary/totalCost").asText()).isEqualTo("$0.21");

        JsonNode ended = await().atMost(SOON)
                .until(
                        () -> get("/api/video-status?taskId=" + id, key),
                        job -> job.path("status").asText().equals("succeeded"));

        assertThat(ended.at("/cost").asText()).isEqualTo("$0.21");
        assertThat(ended.at("/settled").asBoolean()).isTrue();
        assertThat(download(ended.at("/videos/0/url").asText()))
                .hasSize(ended.at("/metadata/fileSize").asInt());
        assertExactlyOneCall(key, ended);

        stop();
        start();

        assertThat(get("/api/video-status?taskId=" + id, key).path("status").asText())
                .isEqualTo("succeeded");
        assertExactlyOneCall(key, ended);
        assertThat(kling.tasks()).hasSize(1);
    }

    @Test
    void a_job_that_was_at_kling_when_the_gateway_stopped_ends_after_it_has_started_again() throws Exception {
        String key = newKey();
        String id = post("/api/generate-video", key, "{\"prompt\":\"A boat [[sim:time=4s]]\"}", 200)
                .path("jobId")
                .asText();

        stop();
        start();

        JsonNode ended = await().atMost(SOON)
                .until(
                        () -> get("/api/jobs/" + id, key),
                        job -> job.path("status").asText().equals("succeeded"));
        assertThat(ended.path("cost").asText()).isEqualTo("$0.21");
        assertThat(kling.tasks()).hasSize(1);
    }

    @Test
    void more_jobs_than_kling_takes_at_once_all_end_without_anybody_asking() throws Exception {
        String key = newKey();
        for (int i = 0; i < 12; i++) {
            post("/api/generate-video", key, "{\"prompt\":\"Boat " + i + "\"}", 200, 202);
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> get("/api/usage-analytics", key)
                                .at("/summary/callsByStatus/succeeded")
                                .asInt()
                        == 12);

        assertThat(kling.maxConcurrent(ProductType.VIDEO)).isLessThanOrEqualTo(5);
        assertThat(kling.tasks())
                .extracting(EmulatedTask::externalId)
                .doesNotHaveDuplicates()
                .hasSize(12);
        assertThat(get("/api/usage-analytics", key).at("/summary/totalCost").asText())
                .isEqualTo("$2.52");
        assertThat(kling.unitsDeducted()).isEqualByComparingTo("18");
    }

    @Test
    void charges_are_compared_with_klings_records_on_schedule_and_on_demand() throws Exception {
        String key = newKey();
        String id = post("/api/generate-video", key, "{\"prompt\":\"A boat\"}", 200)
                .path("jobId")
                .asText();
        await().atMost(SOON)
                .until(() -> get("/api/jobs/" + id, key).path("status").asText().equals("succeeded"));

        gateway.runSchedule("ReconcileFunction");
        String admin = "kg_admin_" + gateway.secret("AdminSecret");
        JsonNode report = post("/api/reconciliation", admin, "", 200);

        assertThat(kling.requests("POST /account/billing/balance")).isGreaterThanOrEqualTo(2);
        assertThat(report.at("/counts/matched").asInt()).isEqualTo(1);
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(report.path("missingThere")).isEmpty();
        assertThat(report.path("missingHere")).isEmpty();
    }

    @Test
    void a_callback_that_only_claims_to_be_signed_is_refused() throws Exception {
        post("/api/generate-video", newKey(), "{\"prompt\":\"A boat [[sim:stuck]]\"}", 200);
        URI url = URI.create(
                kling.tasks().getFirst().request().path("callback_url").asText());

        HttpResponse<String> unsigned = send(callback(url));
        HttpResponse<String> forged = send(callback(url)
                .header("webhook-id", "msg-1")
                .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
                .header("webhook-signature", "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4="));

        assertThat(unsigned.statusCode()).as(unsigned.body()).isEqualTo(200);
        assertThat(forged.statusCode()).as(forged.body()).isEqualTo(401);
    }

    @Test
    void the_state_of_the_gateway_is_told_with_what_other_functions_have_learned() throws Exception {
        String admin = "kg_admin_" + gateway.secret("AdminSecret");
        post("/api/generate-video", newKey(), "{\"prompt\":\"A boat [[sim:stuck]]\"}", 200);
        try (SqsClient sqs = sqs()) {
            String url = sqs.getQueueUrl(request -> request.queueName("PollDeadLetterQueue"))
                    .queueUrl();
            sqs.sendMessage(request -> request.queueUrl(url).messageBody("dead"));
        }

        JsonNode narrow = get("/api/system-status", newKey());
        JsonNode status = get("/api/system-status", admin);

        // By other functions: an order, a look at its task, or what alerts ask about packs.
        assertThat(narrow.at("/kling/lastSuccess/request").asText()).isIn("create", "find", "ask");
        assertThat(narrow.has("account")).isFalse();
        assertThat(status.at("/pools/video/slotsUsed").asInt()).isEqualTo(1);
        assertThat(status.at("/pools/video/atKling/count").asInt()).isEqualTo(1);
        assertThat(status.at("/queue/deadLetters/poll").asInt()).isEqualTo(1);
        assertThat(status.at("/warnings").findValuesAsText("code")).containsExactly("deadLetters");
        assertThat(status.at("/account/packs")).isNotEmpty();
    }

    private SqsClient sqs() {
        return SqsClient.builder()
                .endpointOverride(gateway.sqs())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static HttpRequest.Builder callback(URI url) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"task_status\":\"processing\"}"));
    }

    @Test
    void the_page_is_at_the_root_the_api_is_described_and_what_is_nowhere_is_not_found() throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(uri("/")).GET());
        String assets = page.body().replaceFirst("(?s).*?\"(/assets/[^/]+/).*", "$1");
        HttpResponse<byte[]> script = http.send(
                HttpRequest.newBuilder(uri(assets + "main.js"))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        HttpResponse<String> description =
                send(HttpRequest.newBuilder(uri("/openapi.json")).GET());
        HttpResponse<String> nowhere =
                send(HttpRequest.newBuilder(uri("/api/nothing")).GET());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Kling Gateway</title>");
        assertThat(script.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(script.body())).readAllBytes())
                .isEqualTo(Files.readAllBytes(SCRIPT));
        assertThat(description.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(description.body()).path("paths").has("/api/generate-video"))
                .isTrue();
        assertThat(nowhere.statusCode()).isEqualTo(404);
    }

    private void assertExactlyOneCall(String key, JsonNode job) throws Exception {
        JsonNode usage = get("/api/usage-analytics", key);
        assertThat(usage.at("/summary/totalCalls").asInt()).isEqualTo(1);
        assertThat(usage.at("/summary/totalUnitsDeduced").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(usage.at("/summary/totalCostMicroUsd").asLong()).isEqualTo(210_000);
        assertThat(usage.at("/summary/callsByStatus/succeeded").asInt()).isEqualTo(1);
        assertThat(usage.at("/breakdown/byModel/kling-v2-6/cost").asText()).isEqualTo("$0.21");
        assertThat(usage.at("/recentActivity/0/jobId")).isEqualTo(job.path("jobId"));
        assertThat(usage.at("/recentActivity/0/settled").asBoolean()).isTrue();
    }

    private String newKey() throws Exception {
        String admin = "kg_admin_" + gateway.secret("AdminSecret");
        String body = "{\"name\":\"newcomer\",\"scopes\":[\"generate\",\"read\",\"usage\"]}";
        return post("/api/keys", admin, body, 201).path("key").asText();
    }

    private JsonNode get(String path, String key) throws IOException, InterruptedException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + key)
                .GET());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private JsonNode post(String path, String key, String body, Integer... statuses)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as(response.body()).isIn((Object[]) statuses);
        return JSON.readTree(response.body());
    }

    private byte[] download(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(gateway.url() + path);
    }
}
