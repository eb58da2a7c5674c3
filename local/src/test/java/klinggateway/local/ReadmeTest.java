package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.emulators.template.Route;
import klinggateway.emulators.template.Template;
import org.junit.jupiter.api.Test;

/** What the README says is so. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SOURCES = ROOT.resolve(Path.of("functions", "src", "main", "java", "klinggateway"));
    private static final Pattern FUNCTION_ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| `(\\w+)` \\| `(events/\\w+\\.json)` \\| `(\\w+)` \\|$");
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Template template = Template.read(ROOT.resolve("infra").resolve("template.yaml"), Map.of());
    private final String readme = read(ROOT.resolve("README.md"));

    @Test
    void every_row_of_where_things_go_leads_to_the_thing() {
        List<String> words = new ArrayList<>();
        for (Matcher row = FUNCTION_ROW.matcher(readme); row.find(); ) {
            words.add(row.group(1));
            assertThat(SOURCES.resolve(row.group(1)).resolve(row.group(2) + ".java"))
                    .exists();
            assertThat(ROOT.resolve(row.group(3))).exists();
            assertThat(template.functions())
                    .filteredOn(function -> function.id().equals(row.group(4)))
                    .extracting(FunctionResource::handlerClass)
                    .containsExactly("klinggateway." + row.group(1) + "." + row.group(2));
        }
        assertThat(words).hasSameSizeAs(template.functions());
    }

    @Test
    void every_route_and_every_parameter_of_the_template_is_told() {
        assertThat(template.routes())
                .extracting(Route::key)
                .allSatisfy(key -> assertThat(readme).containsPattern("`" + Pattern.quote(key) + "[?`]"));
        assertThat(Template.parameterNames(ROOT.resolve("infra").resolve("template.yaml")))
                .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }

    @Test
    void the_curl_lines_work_as_they_are_printed() throws Exception {
        try (KlingEmulator kling = KlingEmulator.builder().apiKey("kling-key").start();
                LocalGateway gateway = LocalGateway.builder(
                                ROOT.resolve("infra").resolve("template.yaml"))
                        .parameter("KlingEndpoint", kling.url().toString())
                        .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
                        .schedules(Schedules.ON_DEMAND)
                        .start()) {
            String admin = "kg_admin_" + gateway.secret("AdminSecret");
            int commands = 0;
            for (Matcher block = SHELL.matcher(readme); block.find(); ) {
                for (String command : block.group(1).split("\n\n", -1)) {
                    if (command.contains("curl ")) {
                        JsonNode answer =
                                JSON.readTree(run(command, gateway.url().toString(), admin));
                        // Kling's own answers have a code in any case.
                        assertThat(answer.path("code").asText("0"))
                                .as("%s answered %s", command, answer)
                                .isEqualTo("0");
                        commands++;
                    }
                }
            }
            assertThat(commands).isEqualTo(7);
            assertThat(kling.tasks()).hasSize(2);
        }
    }

    private static String run(String command, String url, String key) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", command).redirectErrorStream(true);
        shell.environment().putAll(Map.of("URL", url, "KEY", key, "ADMIN_KEY", key));
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
