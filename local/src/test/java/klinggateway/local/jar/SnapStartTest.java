package klinggateway.local.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import klinggateway.emulators.template.FunctionResource;
import klinggateway.local.jar.RuntimeApi.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions as Lambda runs them with SnapStart, except that one process is both what a snapshot would be taken of and what would
 * start from it.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime client's native part is built for Linux only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapStartTest {

    /** Without priming most functions load more than a thousand, and generate two thousand. */
    private static final int MOST_CLASSES = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path jar = Shipped.jar();
    private final Surroundings surroundings = Surroundings.start();

    /** What one function leaves over, another one may find to do, if a minute has passed in between. */
    @AfterEach
    void forget() {
        surroundings.emptyTables();
    }

    @AfterAll
    void close() {
        surroundings.close();
    }

    @ParameterizedTest
    @MethodSource("wordsThatSomebodyWaitsFor")
    void loads_hardly_a_class_for_its_first_event_after_it_was_restored(String word, @TempDir Path folder)
            throws Exception {
        FunctionResource function = function(word);
        try (var process =
                FunctionProcess.startToCheckpoint(function, surroundings.environmentOf(function), jar, folder)) {
            assertThat(process.connections()).isEmpty();
            assertThat(process.printed()).isEmpty();
            int primed = process.loadedClasses().size();

            process.restore();
            Outcome outcome = process.invoke(sampleEvent(word));

            assertThat(outcome).isInstanceOf(Outcome.Answered.class);
            // Of this event, and neither of a rehearsal nor of trouble.
            assertThat(process.printed().lines())
                    .allSatisfy(
                            line -> assertThat(JSON.readTree(line).path("level").asText())
                                    .isEqualTo("INFO"))
                    .doesNotHaveDuplicates();
            List<String> loaded = process.loadedClasses();
            assertThat(loaded.subList(primed, loaded.size())).hasSizeLessThanOrEqualTo(MOST_CLASSES);
        }
    }

    /** Neither secret nor credentials: it does not even connect to where they are. The one with the most clients of all. */
    @Test
    void connects_to_nobody_before_its_snapshot(@TempDir Path folder) throws Exception {
        FunctionResource function = function("generate");
        try (ServerSocket everything = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var process = FunctionProcess.startToCheckpoint(
                        function, environmentWithin(function, everything.getLocalPort()), jar, folder)) {
            everything.setSoTimeout(1);

            assertThatThrownBy(everything::accept).isInstanceOf(SocketTimeoutException.class);
            assertThat(process.connections()).isEmpty();
        }
    }

    @Test
    void makes_other_ids_and_secrets_in_each_process(@TempDir Path first, @TempDir Path second) throws Exception {
        JsonNode one = newKey(first);
        JsonNode other = newKey(second);

        assertThat(one.path("id").asText()).isNotEqualTo(other.path("id").asText());
        assertThat(one.path("key").asText()).isNotEqualTo(other.path("key").asText());
    }

    /** Nothing waits for the audit, whose sample event is about a day that a rehearsal knows nothing of. */
    static List<String> wordsThatSomebodyWaitsFor() {
        return Shipped.functions().stream()
                .map(Shipped::word)
                .filter(word -> !word.equals("audit"))
                .toList();
    }

    private JsonNode newKey(Path folder) throws IOException {
        FunctionResource function = function("keys");
        try (var process =
                FunctionProcess.startToCheckpoint(function, surroundings.environmentOf(function), jar, folder)) {
            process.restore();
            Outcome outcome = process.invoke(sampleEvent("keys"));
            return switch (outcome) {
                case Outcome.Answered(String json) ->
                    JSON.readTree(JSON.readTree(json).path("body").asText());
                case Outcome.Failed(String reason) -> throw new AssertionError(reason);
            };
        }
    }

    private Map<String, String> environmentWithin(FunctionResource function, int port) {
        String url = "http://127.0.0.1:" + port;
        Map<String, String> environment = new HashMap<>(surroundings.environmentOf(function));
        environment.keySet().stream()
                .filter(name -> name.startsWith("AWS_ENDPOINT_URL_") || name.equals("KLING_ENDPOINT"))
                .forEach(name -> environment.put(name, url));
        return environment;
    }

    private static String sampleEvent(String word) throws IOException {
        return Files.readString(Shipped.EVENTS.resolve(word + ".json"));
    }

    private FunctionResource function(String word) {
        return surroundings.template().functions().stream()
                .filter(function -> Shipped.word(function).equals(word))
                .findFirst()
                .orElseThrow();
    }
}
