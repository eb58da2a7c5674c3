package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import klinggateway.Environment;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.emulators.template.QueueResource;
import klinggateway.emulators.template.SecretResource;
import klinggateway.emulators.template.TableResource;
import klinggateway.emulators.template.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code docs/development.md} tells people to give to SAM and Docker, neither of which is needed here. */
class SamLocalTest {

    private static final Path ROOT = Path.of("..");
    private static final Path INFRA = ROOT.resolve("infra");
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^sam local invoke (\\w+) -t (\\S+) -e (\\S+) -n (\\S+) --docker-network host$");

    private final Template template = Template.read(INFRA.resolve("template.yaml"), Map.of());

    @Test
    void each_function_has_a_command_with_its_own_event() throws IOException {
        Map<String, String> events = new HashMap<>();
        for (Matcher command =
                        COMMAND.matcher(Files.readString(ROOT.resolve("docs").resolve("development.md")));
                command.find(); ) {
            assertThat(command.group(2)).isEqualTo("infra/sam-local.yaml");
            assertThat(ROOT.resolve(command.group(4))).exists();
            assertThat(ROOT.resolve(command.group(3))).exists();
            events.put(command.group(1), command.group(3));
        }

        assertThat(template.functions())
                .hasSameSizeAs(events.entrySet())
                .allSatisfy(function -> assertThat(events.get(function.id()))
                        .isEqualTo("events/" + function.handlerClass().split("\\.", -1)[1] + ".json"));
    }

    @Test
    void each_function_starts_with_the_variables_that_sam_gives_it(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("template.yaml"), madeTemplate("amd64"));

        for (FunctionResource function : Template.read(file, Map.of()).functions()) {
            Map<String, String> variables = new HashMap<>(Map.of(
                    "AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "defaultkey", "AWS_SECRET_ACCESS_KEY", "secret"));
            Map<String, String> given = given();
            function.environment().forEach((name, value) -> {
                if (given.containsKey(name)) {
                    variables.put(name, given.remove(name));
                } else {
                    variables.put(name, value.resolve(new RunningResources(template, Map.of())));
                }
            });

            assertThat(given).as("variables that SAM passes over").isEmpty();
            assertThatCode(() -> Environment.with(
                            variables,
                            () -> Class.forName(function.handlerClass())
                                    .getConstructor()
                                    .newInstance()))
                    .as(function.id())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void the_variables_name_what_the_command_makes() throws IOException {
        List<String> made = new ArrayList<>();
        template.tables().stream().map(TableResource::id).forEach(made::add);
        template.secrets().stream().map(SecretResource::id).forEach(made::add);
        template.queues().stream()
                .map(QueueResource::id)
                .map(id -> "http://localhost:4566/000000000000/" + id)
                .forEach(made::add);
        template.topics().stream()
                .map(topic -> "arn:aws:sns:us-east-1:000000000000:" + topic.id())
                .forEach(made::add);

        Map<String, String> given = given();

        assertThat(given.entrySet().stream()
                        .filter(variable -> !variable.getKey().contains("ENDPOINT"))
                        // Several in one, each after a word of its own.
                        .flatMap(variable -> Stream.of(variable.getValue().split(",", -1)))
                        .map(value -> value.substring(value.indexOf('=') + 1)))
                .isSubsetOf(made)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_made_template_differs_by_the_processor_and_four_variables_only() throws IOException {
        String original = Files.readString(INFRA.resolve("template.yaml"));

        assertThat(madeTemplate("aarch64").lines().filter(line -> !line.contains("AWS_ENDPOINT_URL_")))
                .containsExactlyElementsOf(original.lines().toList());
        assertThat(madeTemplate("amd64")).contains("    Architectures: [x86_64]\n");
    }

    @Test
    void the_container_is_the_one_of_the_tests() throws IOException {
        String tests = Files.readString(
                ROOT.resolve(Path.of("functions", "src", "test", "java", "klinggateway", "LocalStack.java")));
        Matcher image = Pattern.compile("\"(localstack/localstack:[0-9.]+)\"").matcher(tests);

        assertThat(image.find()).isTrue();
        assertThat(Files.readString(INFRA.resolve("docker-compose.yaml"))).contains("image: " + image.group(1) + "\n");
    }

    @Test
    void nothing_there_is_said_in_one_line(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("infra"));
        Files.copy(INFRA.resolve("template.yaml"), home.resolve("infra").resolve("template.yaml"));
        SamLocal command = new SamLocal(home, System.out);

        new CommandLine(command).parseArgs("http://127.0.0.1:1");

        assertThatThrownBy(command::call)
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Nothing could be made at http://127.0.0.1:1: ");
        assertThat(home.resolve("infra").resolve("sam-local.yaml")).doesNotExist();
    }

    private static String madeTemplate(String processor) throws IOException {
        return SamLocal.template(Files.readString(INFRA.resolve("template.yaml")), processor);
    }

    private static Map<String, String> given() throws IOException {
        JsonNode file = JsonMapper.builder()
                .build()
                .readTree(INFRA.resolve("sam-local.json").toFile());
        Map<String, String> given = new HashMap<>();
        file.path("Parameters")
                .properties()
                .forEach(variable ->
                        given.put(variable.getKey(), variable.getValue().asText()));
        return given;
    }
}
