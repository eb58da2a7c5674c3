package klinggateway.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.local.LocalGateway;
import klinggateway.local.sample.SampleJobs;

/**
 * A gateway in memory, from the real template, with sample jobs, in front of an emulated Kling that takes some seconds for a
 * video. {@code -Dsample.jobs=10000} says how many jobs.
 */
final class SampleGateway implements AutoCloseable {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KlingEmulator kling =
            KlingEmulator.builder().speed(60).apiKey("kling-key").start();
    private final LocalGateway gateway = LocalGateway.builder(TEMPLATE)
            .parameter("KlingEndpoint", kling.url().toString())
            .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
            .preparation(new SampleJobs(Integer.getInteger("sample.jobs", 500), Instant.now(), told -> {}))
            .start();
    private final HttpClient http = HttpClient.newHttpClient();

    /** Without a slash at the end. */
    URI url() {
        return gateway.url();
    }

    /** Where the files of jobs are. */
    URI kling() {
        return kling.url();
    }

    String adminKey() {
        return "kg_admin_" + gateway.secret("AdminSecret");
    }

    /** Makes a key; the text that its caller has. */
    String newKey(String name, String... scopes) {
        String body = JSON.createObjectNode()
                .put("name", name)
                .set("scopes", JSON.valueToTree(List.of(scopes)))
                .toString();
        return post("/api/keys", adminKey(), body).path("key").asText();
    }

    /** Makes a key with a monthly budget in US dollars; the text that its caller has. */
    String newKey(String name, int monthlyBudget, String... scopes) {
        String body = JSON.createObjectNode()
                .put("name", name)
                .put("monthlyBudget", monthlyBudget)
                .set("scopes", JSON.valueToTree(List.of(scopes)))
                .toString();
        return post("/api/keys", adminKey(), body).path("key").asText();
    }

    /** Folds what was recorded into the numbers of past days, which would be within a minute. */
    void compact() {
        gateway.runSchedule("CompactFunction");
    }

    /** What a route answers as a table. */
    String csv(String path, String key) {
        return text(request(path, key).header("Accept", "text/csv").GET());
    }

    JsonNode get(String path, String key) {
        return send(request(path, key).GET());
    }

    JsonNode post(String path, String key, String json) {
        return send(
                request(path, key).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    @Override
    public void close() {
        http.close();
        gateway.close();
        kling.close();
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + key);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return JSON.readTree(text(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the gateway was asked", e);
        }
    }
}
