package klinggateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.compact.TestCompact;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.emulators.aws.CapacityMeter.Use;
import klinggateway.log.EventLog;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageReader;
import klinggateway.usage.Watermark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures what questions about 30 days of usage consume at AWS and how long they take here, by the number of jobs. No test,
 * because it takes minutes; {@code docs/performance.md} says how to start it, and what came of it. Its lines are added to
 * {@code functions/target/usage-bench.md}.
 */
class UsageBench {

    private static final Path RESULTS = Path.of("target", "usage-bench.md");
    private static final String ROLLUPS = "RollupsTable";
    private static final int DAYS = 30;
    private static final int REPETITIONS = 20;
    private static final Instant END = Instant.parse("2026-11-24T00:00:00Z");

    /** What was rolled up less than ten minutes ago is read consistently, so the questions are asked later. */
    private static final Instant NOW = END.plus(Duration.ofMinutes(30));

    private final TestGateway gateway = TestGateway.inProcess(5);
    private final CapacityMeter meter = new CapacityMeter(gateway.dynamoDb());
    private final List<String> lines = new ArrayList<>();

    static Stream<Integer> jobs() {
        return Arrays.stream(
                        System.getProperty("bench.jobs", "10000,100000,1000000").split(","))
                .map(Integer::valueOf);
    }

    @AfterEach
    void save() throws IOException {
        gateway.close();
        Files.write(RESULTS, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void measure(int jobs) {
        Traffic traffic = new Traffic(jobs / DAYS);
        GeneratedUsage ledger = new GeneratedUsage(traffic);
        seed(traffic);

        compactTheLastDay(ledger);

        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%,d jobs: a scan of their %,d items of %.0f bytes on average takes %,.0f read units.",
                jobs,
                2 * jobs,
                ledger.bytesOfAnItem(),
                2 * jobs * ledger.bytesOfAnItem() / 4_096 / 2));
        lines.add("");
        lines.add("| question | read units | items | requests | p50 ms | p95 ms |");
        lines.add("|---|---|---|---|---|---|");
        Question.all(END).forEach(question -> ask(question, ledger));
    }

    /** All days but the last one, whose compaction is measured. */
    private void seed(Traffic traffic) {
        RollupStore.Writer writer = gateway.rollups.begin(NOW);
        for (int day = DAYS; day > 1; day--) {
            new Seeding(traffic, writer).day(END.minus(day, ChronoUnit.DAYS));
        }
        writer.moveWatermark(new Watermark(END.minus(1, ChronoUnit.DAYS), Map.of()));
    }

    private void compactTheLastDay(GeneratedUsage ledger) {
        TestCompact.on(ledger, rollups(meter), gateway.reopenings, EventLog.SILENT, () -> NOW)
                .handleRequest(Events.read("compact", ScheduledEvent.class), new TestContext());
        Use rollups = meter.of(ROLLUPS);
        double jobs = ledger.itemsRead() / 2.0;
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Compaction consumes, for each job, %.2f read units of the ledger, %.2f of rollups, and %.2f write units.",
                ledger.readUnits() / jobs,
                rollups.readUnits() / jobs,
                rollups.writeUnits() / jobs));
    }

    private void ask(Question question, GeneratedUsage ledger) {
        meter.reset();
        answer(question, new UsageReader(ledger, rollups(meter)));
        Use use = meter.of(ROLLUPS);
        long[] nanoseconds = new long[REPETITIONS];
        UsageReader reader = new UsageReader(ledger, gateway.rollups);
        for (int i = 0; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            answer(question, reader);
            nanoseconds[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanoseconds);
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %.1f | %,d | %,d | %.0f | %.0f |",
                question.what(),
                use.readUnits(),
                use.items(),
                use.requests(),
                nanoseconds[REPETITIONS / 2] / 1e6,
                nanoseconds[REPETITIONS * 95 / 100] / 1e6));
    }

    private static void answer(Question question, UsageReader reader) {
        assertThat(question.ask().applyAsInt(reader, NOW)).as(question.what()).isPositive();
    }

    private static RollupStore rollups(CapacityMeter meter) {
        return new DynamoDbRollupStore(meter, ROLLUPS);
    }
}
