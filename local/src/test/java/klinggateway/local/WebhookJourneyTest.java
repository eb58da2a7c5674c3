package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import klinggateway.emulators.kling.KlingEmulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller hears of its job instead of asking, over HTTP and on the real template, with a receiver that is down at first. */
class WebhookJourneyTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final KlingEmulator kling =
            KlingEmulator.builder().speed(200).apiKey("kling-key").start();
    private final LocalGateway gateway = LocalGateway.builder(TEMPLATE)
            .parameter("KlingEndpoint", kling.url().toString())
            .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
            .schedules(Schedules.ON_DEMAND)
            .start();
    private final HookReceiver receiver = new HookReceiver(1);

    @AfterEach
    void stop() {
        receiver.close();
        gateway.close();
        kling.close();
    }

    @Test
    void a_job_is_told_until_its_receiver_has_it_and_again_when_it_is_asked_for() throws Exception {
        JsonNode key = send(
                "/api/keys",
                "kg_admin_" + gateway.secret("AdminSecret"),
                "{\"name\":\"team\",\"scopes\":[\"generate\",\"read\"]}",
                201);
        String order = "{\"prompt\":\"A boat\",\"webhookUrl\":\"" + receiver.url() + "\"}";

        String id = send("/api/generate-video", key.path("key").asText(), order, 200)
                .path("jobId")
                .asText();

        JsonNode delivered = await().atMost(SOON)
                .until(
                        () -> get("/api/jobs/" + id, key).at("/deliveries/0"),
                        delivery -> delivery.path("status").asText().equals("delivered"));
        send("/api/webhooks/" + id + "/redeliver", key.path("key").asText(), "", 202);
        await().atMost(SOON).until(() -> receiver.received().size() == 3);

        assertThat(delivered.path("event").asText()).isEqualTo("job.succeeded");
        assertThat(delivered.path("attempts").asInt()).isEqualTo(2);
        assertThat(receiver.received()).allSatisfy(message -> {
            assertThat(message.headers().getFirst("webhook-id"))
                    .isEqualTo(delivered.path("id").asText());
            assertThat(message.headers().getFirst("webhook-signature"))
                    .isEqualTo(message.signature(key.path("webhookSecret").asText()));
            assertThat(message.body().at("/data/videos/0/url").asText()).startsWith("http");
        });
    }

    @Test
    void on_lambda_such_a_receiver_would_be_refused_and_here_its_url_has_to_be_one() throws Exception {
        JsonNode key = send(
                "/api/keys",
                "kg_admin_" + gateway.secret("AdminSecret"),
                "{\"name\":\"team\",\"scopes\":[\"generate\"]}",
                201);

        JsonNode problem = send(
                "/api/generate-video",
                key.path("key").asText(),
                "{\"prompt\":\"A boat\",\"webhookUrl\":\"file:///etc/passwd\"}",
                400);

        assertThat(problem.at("/invalidParameters/0/name").asText()).isEqualTo("/webhookUrl");
    }

    private JsonNode get(String path, JsonNode key) throws Exception {
        return answer(request(path, key.path("key").asText()).build(), 200);
    }

    private JsonNode send(String path, String key, String body, int status) throws Exception {
        return answer(
                request(path, key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                status);
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path)).header("authorization", "Bearer " + key);
    }

    private JsonNode answer(HttpRequest request, int status) throws Exception {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }
}
