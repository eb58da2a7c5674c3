package klinggateway.facade;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What orders in OpenAI's words become, and what is refused. */
class OpenAiOrdersTest {

    private static final byte[] NO_FILE = {};

    private final TestGateway gateway = new TestGateway(20);
    private final OpenAiClient client =
            OpenAiClient.of(gateway, gateway.newKey("teamkey1", Scope.GENERATE, Scope.READ));

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** The table of docs/openai.md. */
    @ParameterizedTest
    @CsvSource({
        // asked for: model, seconds, size; made: Kling's model, mode, shape, sound, seconds, size; price
        "'',        '', '',        kling-v3, std, 9:16, true, 4, 720x1280, 504000",
        "sora-2,    '', '',        kling-v3, std, 9:16, true, 4, 720x1280, 504000",
        "sora-2,    8,  1280x720,  kling-v3, std, 16:9, true, 8, 1280x720, 1008000",
        "sora-2,    12, 1024x1792, kling-v3, pro, 9:16, true, 12, 1080x1920, 2016000",
        "sora-2-2025-10-06,     4, 720x1280, kling-v3, std, 9:16, true, 4, 720x1280, 504000",
        "sora-2-2025-12-08,     4, 720x1280, kling-v3, std, 9:16, true, 4, 720x1280, 504000",
        "sora-2-pro, '', '',        kling-v3, pro, 9:16, true, 4, 1080x1920, 672000",
        "sora-2-pro, 4, 1792x1024,  kling-v3, pro, 16:9, true, 4, 1920x1080, 672000",
        "sora-2-pro, 4, 720x1280,   kling-v3, std, 9:16, true, 4, 720x1280, 504000",
        "sora-2-pro-2025-10-06, '', '', kling-v3, pro, 9:16, true, 4, 1080x1920, 672000",
        "kling-v2-6, '', '',        kling-v2-6, std, 16:9, false, 5, 1280x720, 210000",
        "kling-2.6,  10, 1000x1000, kling-v2-6, std, 1:1, false, 10, 960x960, 420000",
        "kling-v3,   3, 3840x2160,  kling-v3, 4k, 16:9, false, 3, 3840x2160, 1260000",
        "kling-video-o1, 5, 720x1280, kling-video-o1, std, 9:16, false, 5, 720x1280, 420000",
        "kling-v3-omni, 4, 1280x720, kling-v3-omni, std, 16:9, false, 4, 1280x720, 336000",
        "kling-3.0-turbo, 3, 1280x720, kling-3.0-turbo, std, 16:9, true, 3, 1280x720, 336000",
    })
    void what_is_asked_for_becomes_what_kling_makes(
            String model,
            String seconds,
            String size,
            String klingModel,
            String mode,
            String shape,
            boolean sound,
            int made,
            String madeSize,
            long microUsd) {
        JsonNode video = body(client.create("{\"prompt\":\"A fox\",\"model\":\"%s\",\"seconds\":\"%s\",\"size\":\"%s\"}"
                .formatted(model, seconds, size)));

        Job job = job(video);
        Order order = job.order();
        assertThat(order.model()).isEqualTo(klingModel);
        assertThat(order.mode()).isEqualTo(mode);
        assertThat(order.aspectRatio()).isEqualTo(shape);
        assertThat(order.sound()).isEqualTo(sound);
        assertThat(job.quote().microUsd()).isEqualTo(microUsd);
        assertThat(video.path("model").asText()).isEqualTo(model.isEmpty() ? "sora-2" : model);
        assertThat(video.path("seconds").asText()).isEqualTo(Integer.toString(made));
        assertThat(video.path("size").asText()).isEqualTo(madeSize);
    }

    @Test
    void every_model_that_is_listed_can_be_ordered() {
        body(client.get("models"))
                .path("data")
                .findValuesAsText("id")
                .forEach(model -> assertThat(client.create("{\"prompt\":\"A fox\",\"model\":\"%s\"}".formatted(model)))
                        .as(model)
                        .returns(200, APIGatewayV2HTTPResponse::getStatusCode));
    }

    @Test
    void a_form_with_a_picture_becomes_a_video_of_the_pictures_shape() {
        byte[] picture = OpenAiClient.png(600, 320);

        JsonNode video = body(client.createByForm(
                Map.of("prompt", "A fox", "model", "sora-2", "seconds", "4", "size", "720x1280"), picture, Map.of()));

        Job job = job(video);
        assertThat(job.order().kind()).isEqualTo("image2video");
        assertThat(gateway.jobs.request(job).orElseThrow().body())
                .contains(Base64.getEncoder().encodeToString(picture));
        assertThat(video.path("size").asText()).isEqualTo("1280x720");
    }

    @Test
    void a_form_without_a_file_says_the_same_as_json() {
        JsonNode video = body(client.createByForm(
                Map.of("prompt", "Ein Fuchs in Köln 🦊", "seconds", "8", "size", "1280x720"), NO_FILE, Map.of()));

        assertThat(video.path("prompt").asText()).isEqualTo("Ein Fuchs in Köln 🦊");
        assertThat(video.path("seconds").asText()).isEqualTo("8");
        assertThat(video.path("size").asText()).isEqualTo("1280x720");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sora-2", "kling-video-o1"})
    void a_picture_may_be_a_url_or_a_data_url(String model) {
        String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(OpenAiClient.png(300, 300));
        JsonNode byUrl = body(client.create(order(model, "https://example.com/fox.png")));
        JsonNode byData = body(client.create(order(model, data)));
        JsonNode byForm = body(client.createByForm(
                Map.of("prompt", "A fox", "model", model, "input_reference[image_url]", "https://example.com/fox.png"),
                NO_FILE,
                Map.of()));

        assertThat(job(byUrl).order().kind()).isIn("image2video", "omni-video");
        assertThat(gateway.jobs.request(job(byUrl)).orElseThrow().body()).contains("https://example.com/fox.png");
        assertThat(gateway.jobs.request(job(byForm)).orElseThrow().body()).contains("https://example.com/fox.png");
        assertThat(byData.path("size").asText()).isIn("960x960", "1440x1440");
    }

    private static String order(String model, String imageUrl) {
        return "{\"prompt\":\"A fox\",\"model\":\"%s\",\"input_reference\":{\"image_url\":\"%s\"}}"
                .formatted(model, imageUrl);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | prompt          | is missing",
                "{'prompt':''}                                   | prompt          | is missing",
                "{'prompt':7}                                    | prompt          | must be a text",
                "{'prompt':'A','model':'sora-3'}                 | model           | sora-3",
                "{'prompt':'A','model':'kling-v1'}               | model           | switched off",
                "{'prompt':'A','model':'avatar'}                 | model           | allowed",
                "{'prompt':'A','seconds':'20'}                   | seconds         | 3, 4, 5, 6, 7, 8",
                "{'prompt':'A','model':'kling-v2-6','seconds':4} | seconds         | allowed: 5, 10",
                "{'prompt':'A','seconds':'4.5'}                  | seconds         | whole number",
                "{'prompt':'A','seconds':true}                   | seconds         | whole number",
                "{'prompt':'A','size':'hd'}                      | size            | such as 720x1280",
                "{'prompt':'A','size':720}                       | size            | must be a text",
                "{'prompt':'A','second':'4'}                     | second          | is not known",
                "{'prompt':'A','input_reference':{'file_id':'f'}}| input_reference | keeps no files",
                "{'prompt':'A','input_reference':'fox.png'}      | input_reference | must be a file",
                "{'prompt':'A','input_reference':{'image_url':'Zm94'}} | input_reference | not a picture",
                "[]                                              |                 | must be one JSON object",
                "{'prompt'                                       |                 | must be one JSON object",
            })
    void what_cannot_be_had_is_refused_by_its_name_at_openai(String json, String param, String message) {
        APIGatewayV2HTTPResponse refused = client.create(json.replace('\'', '"'));

        JsonNode error = body(refused).path("error");
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo("invalid_value");
        assertThat(error.path("param").textValue()).isEqualTo(param);
        assertThat(error.path("message").asText()).contains(message);
        assertThat(refused.getHeaders()).containsEntry("x-should-retry", "false");
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/form-data, names no boundary",
        "multipart/form-data; boundary=b, does not begin with the boundary",
    })
    void a_form_that_cannot_be_read_is_refused(String contentType, String message) {
        APIGatewayV2HTTPResponse refused =
                client.createByForm("--other--".getBytes(StandardCharsets.UTF_8), contentType, Map.of());

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(body(refused).at("/error/message").asText()).contains(message);
    }

    @Test
    void a_form_that_says_something_twice_or_more_than_there_is_is_refused() {
        APIGatewayV2HTTPResponse both = client.createByForm(
                Map.of("prompt", "A fox", "input_reference[image_url]", "https://example.com/fox.png"),
                OpenAiClient.png(300, 300),
                Map.of());
        APIGatewayV2HTTPResponse unknown = client.createByForm(Map.of("prompt", "A fox", "n", "2"), NO_FILE, Map.of());

        assertThat(both.getStatusCode()).isEqualTo(400);
        assertThat(body(both).at("/error/message").asText()).contains("twice");
        assertThat(unknown.getStatusCode()).isEqualTo(400);
        assertThat(body(unknown).at("/error/param").asText()).isEqualTo("n");
    }

    @Test
    void a_form_that_comes_again_with_other_boundaries_is_the_same_order() {
        Map<String, String> named = Map.of("idempotency-key", "order-1");
        String form = "--%1$s\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nA fox\r\n--%1$s--\r\n";

        JsonNode first = body(client.createByForm(
                form.formatted("one").getBytes(StandardCharsets.UTF_8), "multipart/form-data; boundary=one", named));
        APIGatewayV2HTTPResponse again = client.createByForm(
                form.formatted("two").getBytes(StandardCharsets.UTF_8), "multipart/form-data; boundary=two", named);
        APIGatewayV2HTTPResponse other = client.create("{\"prompt\":\"A wolf\"}", "order-1");

        assertThat(body(again).path("id")).isEqualTo(first.path("id"));
        assertThat(again.getHeaders()).containsEntry("idempotent-replayed", "true");
        assertThat(gateway.emulator.tasks()).hasSize(1);
        assertThat(other.getStatusCode()).isEqualTo(422);
        assertThat(body(other).at("/error/code").asText()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void a_spent_budget_is_told_so_that_clients_do_not_try_again() {
        Policy poor = new Policy(
                Optional.of(600_000L),
                Optional.empty(),
                ZoneOffset.UTC,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                1_000);
        OpenAiClient spender = client.with(gateway.newKey("poorkey1", poor, Scope.GENERATE));

        APIGatewayV2HTTPResponse taken = spender.create("{\"prompt\":\"A fox\"}");
        APIGatewayV2HTTPResponse refused = spender.create("{\"prompt\":\"A fox\"}");

        assertThat(taken.getStatusCode()).isEqualTo(200);
        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(refused.getHeaders())
                .containsEntry("x-should-retry", "false")
                .doesNotContainKey("retry-after");
        assertThat(body(refused).at("/error/code").asText()).isEqualTo("insufficient_quota");
        assertThat(body(refused).at("/error/type").asText()).isEqualTo("insufficient_quota");
    }

    @Test
    void a_rate_is_told_so_that_clients_try_again_later() {
        Policy slow = new Policy(
                Optional.empty(), Optional.empty(), ZoneOffset.UTC, Optional.of(1), Set.of(), Optional.empty(), 1_000);
        OpenAiClient eager = client.with(gateway.newKey("eagerkey", slow, Scope.READ));

        eager.get("models");
        APIGatewayV2HTTPResponse refused = eager.get("models");

        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(refused.getHeaders()).containsEntry("x-should-retry", "true").containsKey("retry-after");
        assertThat(body(refused).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void a_keys_limits_hold_here_too() {
        Policy narrow = new Policy(
                Optional.empty(),
                Optional.empty(),
                ZoneOffset.UTC,
                Optional.empty(),
                Set.of("kling-v2-6"),
                Optional.of(300_000L),
                1_000);
        OpenAiClient narrowed = client.with(gateway.newKey("narrow", narrow, Scope.GENERATE, Scope.READ));

        APIGatewayV2HTTPResponse model = narrowed.create("{\"prompt\":\"A fox\",\"model\":\"sora-2\"}");
        APIGatewayV2HTTPResponse price =
                narrowed.create("{\"prompt\":\"A fox\",\"model\":\"kling-v2-6\",\"seconds\":\"10\"}");

        assertThat(body(model).at("/error/param").asText()).isEqualTo("model");
        assertThat(price.getStatusCode()).isEqualTo(400);
        assertThat(body(narrowed.get("models")).path("data").findValuesAsText("id"))
                .containsExactly("kling-v2-6");
    }

    @ParameterizedTest
    @CsvSource({"1301, moderation_blocked", "1201, invalid_value"})
    void what_kling_refuses_is_told_in_openais_words(int klingCode, String code) {
        APIGatewayV2HTTPResponse refused = client.create("{\"prompt\":\"A fox [[sim:code=%d]]\"}".formatted(klingCode));

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(body(refused).at("/error/code").asText()).isEqualTo(code);
        assertThat(body(refused).at("/error/message").asText()).contains("Kling says");
        assertThat(refused.getHeaders()).containsEntry("x-should-retry", "false");
    }

    @Test
    void clients_try_again_when_kling_takes_nothing_for_a_while() {
        APIGatewayV2HTTPResponse waits = client.create("{\"prompt\":\"A fox [[sim:code=1102]]\"}");

        APIGatewayV2HTTPResponse refused = client.create("{\"prompt\":\"A fox\"}");

        assertThat(body(waits).path("status").asText()).isEqualTo("queued");
        assertThat(refused.getStatusCode()).isEqualTo(503);
        assertThat(body(refused).at("/error/type").asText()).isEqualTo("server_error");
        assertThat(refused.getHeaders()).containsEntry("x-should-retry", "true").containsKey("retry-after");
    }

    private Job job(JsonNode video) {
        return gateway.job(JobId.parse("job_" + video.path("id").asText().substring("video_".length()))
                .orElseThrow());
    }
}
