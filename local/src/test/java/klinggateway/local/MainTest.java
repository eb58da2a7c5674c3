package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    @TempDir
    private Path home = Path.of("");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StringWriter errors = new StringWriter();
    private Main main = newMain(Map.of());

    @BeforeEach
    void lay_out_a_project() throws IOException {
        Files.createDirectories(home.resolve("infra"));
        Files.copy(
                Path.of("src", "test", "resources", "keys-template.yaml"),
                home.resolve("infra").resolve("template.yaml"));
        main = newMain(Map.of());
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void starts_and_says_how_to_use_it() throws IOException {
        assertThat(run(
                        "--port",
                        "0",
                        "--in-memory",
                        "--ready-file",
                        home.resolve("ready.json").toString()))
                .isZero();

        JsonNode ready = new ObjectMapper().readTree(home.resolve("ready.json").toFile());
        assertThat(ready.path("url").asText()).startsWith("http://127.0.0.1:");
        assertThat(ready.path("klingEmulatorUrl").asText()).startsWith("http://127.0.0.1:");
        assertThat(ready.path("adminKey").asText()).matches("kg_admin_[A-Za-z0-9]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("ready.json"))))
                .isEqualTo("rw-------");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(ready.path("url").asText() + "/api/generate-video")
                .contains(ready.path("apiKey").asText())
                .contains(ready.path("adminKey").asText());
        assertThat(home.resolve(".data")).doesNotExist();
    }

    @Test
    void keeps_keys_and_the_emulators_address_between_runs() throws IOException {
        String file = home.resolve("ready.json").toString();
        run("--port", "0", "--ready-file", file);
        JsonNode first = new ObjectMapper().readTree(Path.of(file).toFile());
        main.stop();
        main = newMain(Map.of());

        run("--port", "0", "--ready-file", file);

        JsonNode second = new ObjectMapper().readTree(Path.of(file).toFile());
        assertThat(second.path("apiKey")).isEqualTo(first.path("apiKey"));
        assertThat(second.path("adminKey")).isEqualTo(first.path("adminKey"));
        assertThat(second.path("klingEmulatorUrl")).isEqualTo(first.path("klingEmulatorUrl"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve(".data").resolve("secrets.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(".data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void calls_without_a_key_act_as_the_one_that_the_environment_names() throws Exception {
        useTheRealTemplate();
        String file = home.resolve("ready.json").toString();
        run("--port", "0", "--ready-file", file);
        JsonNode first = new ObjectMapper().readTree(Path.of(file).toFile());
        assertThat(statusWithoutKey(first)).isEqualTo(401);
        main.stop();
        main = newMain(Map.of("ANONYMOUS_KEY", first.path("apiKey").asText().split("_", -1)[1]));

        run("--port", "0", "--ready-file", file);

        assertThat(statusWithoutKey(new ObjectMapper().readTree(Path.of(file).toFile())))
                .isEqualTo(200);
    }

    @Test
    void calls_without_a_key_cannot_act_as_the_admin() throws IOException {
        useTheRealTemplate();
        main = newMain(Map.of("ANONYMOUS_KEY", "admin"));

        assertThat(run("--port", "0", "--in-memory")).isEqualTo(1);

        assertThat(errors.toString().lines()).singleElement().asString().contains("AnonymousKey");
    }

    @Test
    void fills_a_data_folder_with_sample_jobs_once() throws IOException {
        useTheRealTemplate();

        run("--port", "0", "--sample-jobs", "20");
        String first = printed.toString(StandardCharsets.UTF_8);
        main.stop();
        printed.reset();
        main = newMain(Map.of());
        run("--port", "0", "--sample-jobs", "20");

        assertThat(first).contains("writing 20 sample jobs …", "20 jobs of 12 keys; the admin key shows them");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .doesNotContain("writing")
                .contains("none written, since there are jobs already; choose another folder with --data");
    }

    @Test
    void starts_the_emulator_alone() throws IOException {
        assertThat(run("--port", "0", "--in-memory", "--kling-emulator-only")).isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Kling emulator  http://127.0.0.1:");
    }

    @Test
    void refuses_a_data_folder_in_use() {
        assertThat(run("--port", "0", "--kling-emulator-only")).isZero();
        Main other = newMain(Map.of());

        assertThat(run(other, "--port", "0", "--kling-emulator-only")).isEqualTo(1);

        assertThat(errors.toString().lines()).singleElement().asString().contains("in use by another gateway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--in-memory", "--kling-emulator-only"})
    void refuses_a_port_in_use(String mode) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(run("--port", Integer.toString(port), mode)).isEqualTo(1);

            assertThat(errors.toString().lines())
                    .containsExactly("Port " + port + " is in use. Choose another with --port.");
        }
    }

    @Test
    void refuses_a_data_folder_that_cannot_be_written() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");

        assertThat(run("--data", file.toString())).isEqualTo(1);

        assertThat(errors.toString().lines()).singleElement().asString().contains("cannot be written");
    }

    @Test
    void needs_a_credential_for_the_real_kling() {
        assertThat(run("--in-memory", "--kling", "https://example.org")).isEqualTo(2);

        assertThat(errors.toString().lines()).singleElement().asString().contains("KLING_API_KEY");
    }

    @Test
    void warns_of_the_address_that_kling_has_left_and_names_the_new_one() {
        main = newMain(Map.of("KLING_API_KEY", "key"));

        assertThat(run("--port", "0", "--in-memory", "--kling", "https://api.klingai.com/"))
                .isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.startsWith("WARNING"))
                .singleElement()
                .asString()
                .contains("https://api.klingai.com,", "https://api-singapore.klingai.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "--port many",
                "--port 70000",
                "--speed 0",
                "--in-memory --data x",
                "--sample-jobs 0",
                "--sample-jobs 20001",
                "--sample-jobs 10 --kling-emulator-only",
                "--sample-jobs 10 --kling https://example.org",
                "--kling-emulator-only --kling https://example.org"
            })
    void refuses_wrong_options_with_one_line(String options) {
        assertThat(run(options.split(" ", -1))).isEqualTo(2);

        assertThat(errors.toString().lines()).hasSize(1);
    }

    private void useTheRealTemplate() throws IOException {
        Files.copy(
                Path.of("..", "infra", "template.yaml"),
                home.resolve("infra").resolve("template.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static int statusWithoutKey(JsonNode ready) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create(ready.path("url").asText() + "/api/usage-analytics");
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private int run(String... arguments) {
        return run(main, arguments);
    }

    private int run(Main command, String... arguments) {
        CommandLine line = Main.commandLine(command);
        line.setErr(new PrintWriter(errors, true));
        return line.execute(arguments);
    }

    private Main newMain(Map<String, String> environment) {
        return new Main(home, environment, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
