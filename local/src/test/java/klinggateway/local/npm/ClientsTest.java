package klinggateway.local.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import klinggateway.emulators.kling.EmulatedTask;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.local.LocalGateway;
import klinggateway.local.Schedules;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that others have written for Kling's API and for OpenAI's, as npm has them: from create to the finished file, with
 * nothing changed but base URL and credential.
 *
 * <p>Of Kling's clients, {@code klingai} and {@code @ai-sdk/klingai} were not to be had when this was written, and the command
 * line of {@code kling-api} has Kling's address built in. {@code @ai-sdk/openai}, {@code @ai-sdk/openai-compatible}, {@code
 * @genkit-ai/compat-oai} and {@code @azure/openai} speak other parts of OpenAI's API than the videos.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```js\n(.*?)```");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A video of a minute and a half takes half a second. */
    private static final double SPEED = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private Npm npm;
    private KlingEmulator kling;
    private LocalGateway gateway;
    private HttpsFront front;
    private JsonNode key;
    private Path image;
    private Path sound;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        npm = Npm.installed();
        image = image(folder.resolve("image.png"));
        sound = sound(folder.resolve("sound.wav"));
        kling = KlingEmulator.builder().speed(SPEED).apiKey("kling-key").start();
        gateway = LocalGateway.builder(TEMPLATE)
                .parameter("KlingEndpoint", kling.url().toString())
                .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
                // In the first minute nobody else asks what Kling answers once a second.
                .schedules(Schedules.AT_RATE)
                .start();
        front = HttpsFront.before(gateway.url(), folder);
        key = newKey("\"generate\", \"read\"");
    }

    @AfterAll
    void stop() {
        front.close();
        gateway.close();
        kling.close();
        http.close();
    }

    @Test
    void kling_api_makes_all_that_it_can_and_the_gateway_sells() throws Exception {
        JsonNode admin = newKey("\"admin\"");

        Npm.Ended ended = npm.node(
                Map.of(
                        "NODE_EXTRA_CA_CERTS",
                        front.certificate().toString(),
                        "URL_OF_KLING",
                        front.url() + "/kling",
                        "ACCESS_KEY",
                        key.path("accessKey").asText(),
                        "SECRET_KEY",
                        key.path("secretKey").asText(),
                        "ADMIN_ACCESS_KEY",
                        admin.path("accessKey").asText(),
                        "ADMIN_SECRET_KEY",
                        admin.path("secretKey").asText(),
                        "IMAGE",
                        image.toString(),
                        "SOUND",
                        sound.toString()),
                "kling-api.mjs");

        assertDone(
                ended,
                "text2video",
                "text2video by an id of the caller",
                "image2video",
                "omni-video",
                "avatar",
                "image",
                "omni-image",
                "multi-image2image",
                "expand",
                "health check",
                "account/costs",
                "a model that is not sold",
                "a task that fails",
                "a task that is not there",
                "a wrong secret key");
        assertThat(kling.tasks()).extracting(EmulatedTask::externalId).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "@cherrystudio/openai"})
    void openais_client_makes_videos_from_texts_and_pictures(String client) {
        Npm.Ended ended = npm.node(
                Map.of(
                        "CLIENT",
                        client,
                        "URL_OF_OPENAI",
                        gateway.url() + "/openai/v1",
                        "KEY",
                        key.path("key").asText(),
                        "IMAGE",
                        image.toString()),
                "openai.mjs");

        assertDone(
                ended,
                "create",
                "create with input_reference",
                "list",
                "delete",
                "a deleted video",
                "a remix",
                "a wrong length",
                "a wrong key");
    }

    @Test
    void a_picture_by_its_address_is_taken_in_the_form_of_openais_client() {
        Npm.Ended ended = npm.node(
                Map.of(
                        "URL_OF_OPENAI",
                        gateway.url() + "/openai/v1",
                        "KEY",
                        key.path("key").asText(),
                        "IMAGE",
                        image.toString()),
                "openai-image-url.mjs");

        assertDone(ended, "create with an image_url");
    }

    @Test
    void tanstack_ai_makes_videos_from_texts_and_pictures() {
        Npm.Ended ended = npm.node(
                Map.of(
                        "URL_OF_OPENAI",
                        gateway.url() + "/openai/v1",
                        "KEY",
                        key.path("key").asText(),
                        "IMAGE",
                        image.toString()),
                "tanstack.mjs");

        assertDone(ended, "a video from a text", "a video from a picture");
    }

    @Test
    void the_readmes_lines_for_them_run_as_they_are_printed() throws IOException {
        List<String> snippets = SNIPPET.matcher(Files.readString(README))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();

        for (String snippet : snippets) {
            Files.writeString(
                    npm.folder().resolve("readme.mjs"),
                    "const { URL, KEY, ACCESS_KEY, SECRET_KEY } = process.env;\n" + snippet);
            Npm.Ended ended = npm.node(
                    Map.of(
                            "NODE_EXTRA_CA_CERTS",
                            front.certificate().toString(),
                            "URL",
                            front.url(),
                            "KEY",
                            key.path("key").asText(),
                            "ACCESS_KEY",
                            key.path("accessKey").asText(),
                            "SECRET_KEY",
                            key.path("secretKey").asText()),
                    "readme.mjs");
            assertThat(ended.exitCode()).as(ended.printed()).isZero();
        }

        assertThat(snippets).hasSize(2);
        assertThat(kling.tasks())
                .extracting(task -> task.request().path("prompt").asText())
                .contains("A paper boat in the README's words", "A paper boat in OpenAI's words");
    }

    private static void assertDone(Npm.Ended ended, String... steps) {
        assertThat(ended.exitCode()).as(ended.printed()).isZero();
        assertThat(ended.printed()
                        .lines()
                        .filter(line -> line.startsWith("done: "))
                        .map(line -> line.substring("done: ".length())))
                .as(ended.printed())
                .containsExactlyInAnyOrder(steps);
    }

    private JsonNode newKey(String scopes) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/api/keys"))
                .header("Authorization", "Bearer kg_admin_" + gateway.secret("AdminSecret"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"client\", \"scopes\": [" + scopes + "]}"))
                .build();
        HttpResponse<String> made = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body());
    }

    private static Path image(Path file) throws IOException {
        ImageIO.write(new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }

    /** Three seconds of it, as short as Kling takes for a talking portrait and a little more. */
    private static Path sound(Path file) throws IOException {
        AudioFormat format = new AudioFormat(8000, 8, 1, false, false);
        byte[] samples = new byte[3 * 8000];
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
        return file;
    }
}
