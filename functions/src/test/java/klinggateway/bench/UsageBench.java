package klinggateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import klinggateway.TestGateway;
import klinggateway.aws.DynamoDbRollupStore;
import klinggateway.aws.DynamoDbUsageStore;
import klinggateway.compact.TestCompact;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.emulators.aws.CapacityMeter.Use;
import klinggateway.usage.Granularity;
import klinggateway.usage.RollupStore;
import klinggateway.usage.UsageReader;
import klinggateway.usage.UsageStore;
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
    private static final String LEDGER = "UsageTable";
    private static final String ROLLUPS = "RollupsTable";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = DAY.multipliedBy(Question.DAYS);
    private static final int REPETITIONS = 20;
    private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");

    /** At noon most happens. The last run of compaction was half a minute ago, and left two minutes open. */
    private static final Instant NOW = MIDNIGHT.plus(Duration.ofHours(12)).plusSeconds(30);

    private static final Instant WATERMARK = MIDNIGHT.plus(Duration.ofHours(12)).minusSeconds(60);

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
        // Faster than to delete item by item, as the next gateway would.
        List.of(LEDGER, ROLLUPS).forEach(table -> gateway.dynamoDb().deleteTable(delete -> delete.tableName(table)));
        gateway.close();
        Files.write(RESULTS, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void measure(int jobs) {
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%,d jobs in %d days", jobs, Question.DAYS));
        Traffic traffic = new Traffic(jobs / Question.DAYS);
        seed(traffic);
        StoredLedger ledger = new StoredLedger(gateway.dynamoDb(), LEDGER, traffic);
        if (jobs <= Integer.getInteger("bench.stored", 100_000)) {
            store(ledger, MIDNIGHT.minus(MONTH), MIDNIGHT);
            scan();
        } else {
            storeBeginning(ledger, NOW.minus(MONTH));
            storeBeginning(ledger, NOW.minus(Question.HOURLY));
            store(ledger, MIDNIGHT.minus(DAY), MIDNIGHT);
        }
        compactTheLastDay(jobs / Question.DAYS);

        store(ledger, MIDNIGHT, NOW);
        TestCompact.compaction(
                gateway.usage, gateway.rollups, gateway.reopenings, Set.of(Question.REPORT_ZONE), WATERMARK);
        askAll(
                "ends at midnight",
                zone -> NOW.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant());
        askAll("ends now", zone -> NOW);
        ask(Question.openMinutes(WATERMARK, NOW));
    }

    /** All days but the last one, whose compaction is measured, and one more, in which the first day elsewhere begins. */
    private void seed(Traffic traffic) {
        RollupStore.Writer writer = gateway.rollups.begin(NOW);
        Granularity localDay = Granularity.daysOf(Question.REPORT_ZONE);
        Seeding seeding = new Seeding(traffic, writer, localDay);
        Instant last = MIDNIGHT.minus(DAY);
        for (Instant day = MIDNIGHT.minus(MONTH).minus(DAY); day.isBefore(last); day = day.plus(DAY)) {
            seeding.day(day);
        }
        writer.moveWatermark(new Watermark(last, Map.of(Question.REPORT_ZONE, localDay.floor(MIDNIGHT.minus(MONTH)))));
    }

    /** The items that are read one by one where a range begins within a quarter of an hour. */
    private static void storeBeginning(StoredLedger ledger, Instant from) {
        Instant minute = Granularity.MINUTE.floor(from);
        ledger.write(minute, Granularity.QUARTER.next(Granularity.QUARTER.floor(minute)));
    }

    private void store(StoredLedger ledger, Instant from, Instant to) {
        long start = System.nanoTime();
        ledger.write(from, to);
        lines.add("");
        lines.add(
                String.format(Locale.ROOT, "Storing the ledger from %s to %s took %.1f s.", from, to, seconds(start)));
    }

    private void scan() {
        meter.reset();
        long start = System.nanoTime();
        long items = meter.scanPaginator(scan -> scan.tableName(LEDGER)).items().stream()
                .count();
        Use use = meter.of(LEDGER);
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "A scan of %,d stored items takes %,.1f read units, %,d requests and %.1f s.",
                items,
                use.readUnits(),
                use.requests(),
                seconds(start)));
    }

    private void compactTheLastDay(int jobs) {
        meter.reset();
        TestCompact.compaction(
                ledger(meter), rollups(meter), gateway.reopenings, Set.of(Question.REPORT_ZONE), MIDNIGHT);
        Use ledger = meter.of(LEDGER);
        Use rollups = meter.of(ROLLUPS);
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Compaction of %,d items consumes, for each job, %.2f read units of the ledger, %.2f of rollups, and %.2f "
                        + "write units.",
                ledger.items(),
                ledger.readUnits() / jobs,
                rollups.readUnits() / jobs,
                rollups.writeUnits() / jobs));
    }

    private void askAll(String when, Function<ZoneId, Instant> end) {
        lines.add("");
        lines.add("| question that " + when
                + " | read units of rollups | items | requests | of the ledger | items | requests | p50 ms | p95 ms |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        Question.all(end).forEach(this::ask);
    }

    private void ask(Question question) {
        meter.reset();
        answer(question, new UsageReader(ledger(meter), rollups(meter)));
        Use rollups = meter.of(ROLLUPS);
        Use ledger = meter.of(LEDGER);
        UsageReader reader = new UsageReader(gateway.usage, gateway.rollups);
        long[] nanoseconds = new long[REPETITIONS];
        for (int i = 0; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            answer(question, reader);
            nanoseconds[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanoseconds);
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %.1f | %,d | %,d | %.1f | %,d | %,d | %.0f | %.0f |",
                question.what(),
                rollups.readUnits(),
                rollups.items(),
                rollups.requests(),
                ledger.readUnits(),
                ledger.items(),
                ledger.requests(),
                nanoseconds[REPETITIONS / 2] / 1e6,
                nanoseconds[REPETITIONS * 95 / 100] / 1e6));
    }

    private static void answer(Question question, UsageReader reader) {
        assertThat(question.ask().applyAsInt(reader, NOW)).as(question.what()).isPositive();
    }

    private static UsageStore ledger(CapacityMeter meter) {
        return new DynamoDbUsageStore(meter, LEDGER);
    }

    private static RollupStore rollups(CapacityMeter meter) {
        return new DynamoDbRollupStore(meter, ROLLUPS);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
