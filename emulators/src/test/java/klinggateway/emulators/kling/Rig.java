package klinggateway.emulators.kling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Runs one emulator on virtual time and talks to it over HTTP. */
final class Rig implements AutoCloseable {
    static final String KEY = "test-key";
    static final String TEXT2VIDEO = "/v1/videos/text2video";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final VirtualTime time = new VirtualTime();
    final KlingEmulator kling;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    private Rig(UnaryOperator<KlingEmulator.Builder> settings) {
        kling = settings.apply(KlingEmulator.builder().clock(time).apiKey(KEY)).start();
    }

    static Rig started() {
        return with(builder -> builder);
    }

    static Rig with(UnaryOperator<KlingEmulator.Builder> settings) {
        return new Rig(settings);
    }

    /** One answer: its HTTP status, its headers and, where it is JSON, its tree. */
    record Reply(int status, JsonNode json, Optional<HttpResponse<byte[]>> raw) {
        JsonNode data() {
            return json.path("data");
        }

        int code() {
            return json.path("code").asInt(-1);
        }

        String message() {
            return json.path("message").asText();
        }

        Reply isRefused(int status, int code) {
            assertThat(json.toString()).contains("\"code\":" + code + ",");
            assertThat(this.status).isEqualTo(status);
            assertThat(json.has("data")).isFalse();
            assertThat(json.path("request_id").asText()).hasSize(36);
            return this;
        }

        Reply isOk() {
            assertThat(status).as(json.toString()).isEqualTo(200);
            assertThat(code()).isZero();
            assertThat(message()).isEqualTo("SUCCEED");
            return this;
        }
    }

    Reply get(String path) {
        return send("GET", path, "", "Bearer " + KEY);
    }

    Reply post(String path, String json) {
        return send("POST", path, json.replace('\'', '"'), "Bearer " + KEY);
    }

    /** Creates a plain text2video of 5 s that costs 1.5 units, and answers its id. */
    String video(String externalId, String prompt) {
        return post(
                        TEXT2VIDEO,
                        "{'model_name':'kling-v2-6','prompt':'" + prompt + "','external_task_id':'" + externalId + "'}")
                .isOk()
                .data()
                .path("task_id")
                .asText();
    }

    /** Creates something under {@code /v1}, lets two hours pass and answers the task as it is then. */
    JsonNode finished(String path, String json) {
        String id = post(path, json).isOk().data().path("task_id").asText();
        time.pass(Duration.ofHours(2));
        return get(path + "/" + id).isOk().data();
    }

    /** The id of the first video of a finished task. */
    static String videoId(JsonNode task) {
        return task.path("task_result").path("videos").path(0).path("id").asText();
    }

    /** Posts to another emulator than the one on virtual time. */
    Reply sendTo(URI base, String path, String json) {
        return send("POST", base.resolve(path).toString(), json.replace('\'', '"'), "Bearer " + KEY)
                .isOk();
    }

    Reply send(String method, String path, String body, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(kling.url().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return reply(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return new Reply(0, MAPPER.missingNode(), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Reply fetch(String method, String url) {
        return send(method, URI.create(url).toString(), "", "");
    }

    private static Reply reply(HttpResponse<byte[]> response) throws IOException {
        boolean json = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
        return new Reply(
                response.statusCode(),
                json ? MAPPER.readTree(response.body()) : MAPPER.missingNode(),
                Optional.of(response));
    }

    @Override
    public void close() {
        http.close();
        kling.close();
    }
}
