package klinggateway.local.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.local.jar.RuntimeApi.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime client's native part is built for Linux only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedFunctionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path jar = Shipped.jar();
    private final Surroundings surroundings = Surroundings.start();

    @AfterAll
    void close() {
        surroundings.close();
    }

    @ParameterizedTest
    @MethodSource("words")
    void answers_its_sample_event_and_prints_only_lines_of_the_log(String word, @TempDir Path folder) throws Exception {
        FunctionResource function = function(word);
        String event = Files.readString(Shipped.EVENTS.resolve(word + ".json"));

        try (var process = FunctionProcess.start(function, surroundings.environmentOf(function), jar, folder)) {
            Outcome outcome = process.invoke(event);

            // Neither slf4j nor the JVM complains on a cold start, and no error is logged.
            assertThat(process.printed().lines())
                    .as("printed, with the outcome %s", outcome)
                    .isNotEmpty()
                    .allSatisfy(
                            line -> assertThat(JSON.readTree(line).path("level").asText())
                                    .isEqualTo("INFO"));
            switch (outcome) {
                case Outcome.Answered(String json) -> assertAnswer(word, JSON.readTree(json));
                case Outcome.Failed(String reason) -> fail(reason);
            }
        }
    }

    @Test
    void says_all_that_is_missing_in_its_environment(@TempDir Path folder) throws Exception {
        FunctionResource function = surroundings.template().functions().getFirst();

        try (var process = FunctionProcess.start(function, Map.of(), jar, folder)) {
            Outcome outcome = process.invoke("{}");

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.reason())
                                    .contains(
                                            "AWS_REGION is missing",
                                            "JOBS_TABLE is missing",
                                            "KLING_ENDPOINT is missing"));
            assertThat(process.printed()).contains("JOBS_TABLE is missing");
        }
    }

    @Test
    void warns_at_its_start_of_the_address_that_kling_has_left(@TempDir Path folder) throws Exception {
        FunctionResource function = function("dashboard");
        Map<String, String> environment = new HashMap<>(surroundings.environmentOf(function));
        environment.put("KLING_ENDPOINT", "https://api.klingai.com");

        try (var process = FunctionProcess.start(function, environment, jar, folder)) {
            process.invoke(Files.readString(Shipped.EVENTS.resolve("dashboard.json")));

            assertThat(process.printed()).containsOnlyOnce("WARN").contains("https://api-singapore.klingai.com");
        }
    }

    @Test
    void has_one_sample_event_for_each_function() throws IOException {
        try (Stream<Path> files = Files.list(Shipped.EVENTS)) {
            // generate-<kind>.json are the same function's samples of the other products.
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("generate-")))
                    .containsExactlyInAnyOrderElementsOf(
                            words().stream().map(word -> word + ".json").toList());
        }
    }

    static List<String> words() {
        return Shipped.functions().stream().map(Shipped::word).toList();
    }

    private FunctionResource function(String word) {
        return surroundings.template().functions().stream()
                .filter(function -> Shipped.word(function).equals(word))
                .findFirst()
                .orElseThrow();
    }

    private void assertAnswer(String word, JsonNode answer) throws JsonProcessingException {
        switch (word) {
            case "generate" -> {
                JsonNode job = bodyOf(answer, 200);
                assertThat(job.path("taskId").asText()).matches("[0-9]+");
                assertThat(surroundings.kling().tasks())
                        .singleElement()
                        .satisfies(task -> assertThat(task.externalId())
                                .contains(job.path("jobId").asText()));
            }
            case "facade" ->
                assertThat(bodyOf(answer, 200).at("/data/task_id").asText()).matches("[0-9]+");
            case "status" ->
                assertThat(bodyOf(answer, 404).path("code").asText()).isEqualTo("TASK_NOT_FOUND");
            case "callback" ->
                assertThat(bodyOf(answer, 401).path("code").asText()).isEqualTo("AUTH_FAILED");
            case "analytics" -> assertThat(bodyOf(answer, 200)).isNotEmpty();
            case "keys" -> assertThat(bodyOf(answer, 201).path("key").asText()).startsWith("kg_");
            case "dashboard" -> {
                assertStatus(answer, 200);
                assertThat(answer.path("headers").path("content-type").asText()).startsWith("text/html");
                assertThat(answer.path("body").asText())
                        .startsWith("<!doctype html>")
                        // There are files in the jar.
                        .containsPattern("/assets/[0-9a-f]{12}/dashboard.css");
            }
            case "poll", "deliver" -> assertThat(answer).isEqualTo(JSON.readTree("{\"batchItemFailures\":[]}"));
            case "sweep" ->
                assertThat(answer)
                        .isEqualTo(JSON.readTree("{\"reissued\":0,\"deliveries\":0,\"askedAgain\":0,\"freed\":0}"));
            case "reconcile" ->
                assertThat(bodyOf(answer, 200).path("complete").asBoolean()).isTrue();
            case "alerts" ->
                assertThat(bodyOf(answer, 200).path("fired").asInt(-1)).isZero();
            case "compact" -> assertThat(answer.path("watermark").asText()).isNotEmpty();
            case "audit" -> {
                // The function compact has run before, so there are rollups, unless the event's day is longer ago than
                // items are kept.
                boolean isKept =
                        Instant.now().minus(Duration.ofDays(400)).isBefore(Instant.parse("2026-11-23T00:00:00Z"));
                assertThat(answer.path("result").asText()).isEqualTo(isKept ? "right" : "inconclusive");
            }
            default -> fail("Nobody has said yet what " + word + " answers to its sample event");
        }
    }

    private static JsonNode bodyOf(JsonNode answer, int status) throws JsonProcessingException {
        assertStatus(answer, status);
        return JSON.readTree(answer.path("body").asText());
    }

    private static void assertStatus(JsonNode answer, int status) {
        assertThat(answer.path("statusCode").asInt()).as(answer::toString).isEqualTo(status);
    }
}
