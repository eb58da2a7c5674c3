package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the functions print on one machine. */
class EventLogTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void give_the_console_back() {
        System.setOut(console);
    }

    @Test
    void nothing_is_printed_by_itself() {
        try (LocalGateway gateway = gateway().start()) {
            gateway.runSchedule("CompactFunction");
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("\"event\"");
    }

    @Test
    void what_happens_is_printed_if_it_is_asked_for() throws Exception {
        try (LocalGateway gateway = gateway().eventLog().start()) {
            gateway.runSchedule("CompactFunction");
        }

        String line = printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(text -> text.contains("\"event\""))
                .findFirst()
                .orElseThrow();
        assertThat(new ObjectMapper().readTree(line).path("function").asText()).isEqualTo("compact");
    }

    private static LocalGateway.Builder gateway() {
        return LocalGateway.builder(TEMPLATE)
                .parameter("KlingEndpoint", "http://127.0.0.1:9")
                .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
                .schedules(Schedules.ON_DEMAND);
    }
}
