package klinggateway.local.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import klinggateway.local.LocalGateway;
import klinggateway.local.Schedules;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/kling-gateway.d.ts}: the API's types for callers that are written in TypeScript. */
class TypesTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final Path TYPES = Path.of("..", "docs", "kling-gateway.d.ts");
    private static final Pattern ERROR = Pattern.compile("(?m)^(.+)\\((\\d+),\\d+\\): error TS.*$");

    private static Npm npm;
    private static Path generated;

    @BeforeAll
    static void generate_them_from_what_the_gateway_says_of_itself() throws IOException, InterruptedException {
        npm = Npm.installed();
        Path description = npm.folder().resolve("openapi.json");
        generated = npm.folder().resolve("kling-gateway.d.ts");
        try (LocalGateway gateway = LocalGateway.builder(TEMPLATE)
                        .parameter("KlingEndpoint", "http://127.0.0.1:9")
                        .schedules(Schedules.ON_DEMAND)
                        .start();
                HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create(gateway.url() + "/openapi.json"))
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(description));
        }
        // What has a default may be left out.
        Npm.Ended ended = npm.run(
                "openapi-typescript",
                description.toString(),
                "--default-non-nullable=false",
                "-o",
                generated.toString());
        assertThat(ended.exitCode()).as(ended.printed()).isZero();
    }

    @Test
    void are_those_of_the_api_as_it_is() {
        assertThat(TYPES)
                .as(
                        "the types are not those of the API any more; this renews them: cp local/target/npm/%s docs/%<s",
                        TYPES.getFileName())
                .hasSameTextualContentAs(generated);
    }

    @Test
    void let_right_calls_compile_and_wrong_ones_not() throws IOException {
        List<String> wrong = Files.readAllLines(npm.folder().resolve("wrong.ts"));
        List<String> expected = IntStream.range(0, wrong.size())
                .filter(line -> wrong.get(line).contains("// wrong"))
                .mapToObj(line -> "wrong.ts " + (line + 1))
                .toList();

        Npm.Ended ended = npm.run(
                "tsc", "--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "right.ts", "wrong.ts");

        assertThat(expected).hasSize(7);
        assertThat(ERROR.matcher(ended.printed()).results().map(error -> error.group(1) + " " + error.group(2)))
                .as(ended.printed())
                .containsExactlyElementsOf(expected);
    }
}
