package klinggateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");

    @Test
    void a_line_has_its_members_in_order_and_leaves_out_what_is_not_known() {
        Line line = Line.of("ended")
                .with("jobId", "job_1")
                .withText("reason", Optional.empty())
                .withNumber("klingCode", Optional.empty())
                .with("jobIds", List.of())
                .with("settled", true)
                .with("ms", 12);

        assertThat(JsonLines.json(line, NOW))
                .isEqualTo("{\"time\":\"2026-11-24T13:00:00Z\",\"level\":\"INFO\",\"event\":\"ended\","
                        + "\"jobId\":\"job_1\",\"settled\":true,\"ms\":12}");
    }

    @Test
    void metrics_are_told_in_the_embedded_format() {
        Line line = Line.of("ended")
                .with("model", "kling-v2-6")
                .count(Metric.JOBS_SUCCEEDED)
                .measure(Metric.COST, new BigDecimal("0.210000"));

        assertThat(JsonLines.json(line, NOW))
                .isEqualTo("{\"time\":\"2026-11-24T13:00:00Z\",\"level\":\"INFO\",\"event\":\"ended\","
                        + "\"model\":\"kling-v2-6\",\"JobsSucceeded\":1,\"Cost\":0.210000,"
                        + "\"Service\":\"KlingGateway\",\"Model\":\"kling-v2-6\","
                        + "\"_aws\":{\"Timestamp\":1795525200000,\"CloudWatchMetrics\":["
                        + "{\"Namespace\":\"KlingGateway\",\"Dimensions\":[[\"Service\"]],"
                        + "\"Metrics\":[{\"Name\":\"JobsSucceeded\",\"Unit\":\"Count\"}]},"
                        + "{\"Namespace\":\"KlingGateway\",\"Dimensions\":[[\"Service\"],[\"Service\",\"Model\"]],"
                        + "\"Metrics\":[{\"Name\":\"Cost\",\"Unit\":\"None\"}]}]}}");
    }

    @Test
    void a_metric_takes_as_many_values_as_cloudwatch_does() {
        Line line = Line.of("ran");
        for (int i = 0; i < 150; i++) {
            line.measure(Metric.POLLS_PER_JOB, i);
        }

        JsonNode written = Lines.read(JsonLines.json(line, NOW));

        assertThat(written.path("PollsPerJob")).hasSize(100);
        assertThat(Emf.problems(written)).isEmpty();
    }

    @Test
    void a_metric_whose_dimension_is_not_known_is_one_of_the_service() {
        JsonNode written = Lines.read(JsonLines.json(Line.of("ended").count(Metric.JOBS_FAILED), NOW));

        assertThat(written.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"Service\"]]");
        assertThat(Emf.problems(written)).isEmpty();
    }

    @Test
    void lines_of_many_threads_do_not_mix() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonLines log = new JsonLines(new PrintStream(bytes, false, StandardCharsets.UTF_8), () -> NOW);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.execute(() -> log.write(Line.of("ran").with("function", "ä".repeat(3_000))));
            }
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().map(Lines::read))
                .hasSize(200)
                .allMatch(line -> line.path("function").asText().length() == 3_000);
    }

    @Test
    void a_request_is_told_what_took_how_long_while_it_was_answered() {
        Timing timing = new Timing();

        String answer = timing.during(() -> {
            Timing.add(Timing.Part.DATABASE, Duration.ofNanos(1_600_000));
            Timing.add(Timing.Part.KLING, Duration.ofMillis(300));
            Timing.add(Timing.Part.DATABASE, Duration.ofNanos(1_600_000));
            return "answer";
        });
        Timing.add(Timing.Part.KLING, Duration.ofMillis(5));

        assertThat(answer).isEqualTo("answer");
        assertThat(timing.header(Duration.ofMillis(412))).isEqualTo("total;dur=412, kling;dur=300, database;dur=3");
    }
}
