package klinggateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.compact.TestCompact;
import klinggateway.emulators.aws.CapacityMeter;
import klinggateway.generate.TestGenerate;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.keys.Scope;
import klinggateway.poll.TestPoll;
import klinggateway.status.TestStatus;
import org.junit.jupiter.api.Test;

/**
 * What a completed job costs at AWS: 1,000 orders of 20 keys within an hour, on virtual time, each asked for twice by its caller,
 * looked after by polling alone, and rolled up. Requests are counted, capacity units computed from the items, and prices are the
 * list's. Durations are taken from {@link #MILLIS}, as there is no Lambda here. Writes {@code target/cost-bench.md}.
 */
class CostBench {

    private static final int JOBS = Integer.getInteger("bench.jobs", 1_000);
    private static final int KEYS = 20;
    private static final Path RESULT = Path.of("target", "cost-bench.md");

    /** US dollars for a million in us-east-1, September 2026: docs/performance.md has the sources. */
    private static final double PER_HTTP_REQUEST = 1.00;

    private static final double PER_INVOCATION = 0.20;
    private static final double PER_GIGABYTE_MILLISECOND = 0.0133334;
    private static final double PER_WRITE_UNIT = 0.625;
    private static final double PER_READ_UNIT = 0.125;
    private static final double PER_SQS_REQUEST = 0.40;
    /** 50 cents a gigabyte; transfer of answers is not counted. */
    private static final double PER_LOG_BYTE = 0.0005;

    /** Milliseconds billed for an invocation, at 1 GB: what Kling takes to answer (300 ms) or DynamoDB (5 ms each), and ours. */
    private static final Map<String, Integer> MILLIS =
            Map.of("generate", 400, "status", 25, "poll", 350, "compact", 300, "callback", 350);

    private final Map<String, Integer> invocations = new LinkedHashMap<>();
    private final Map<String, Map<CapacityMeter.Call, CapacityMeter.Use>> capacity = new LinkedHashMap<>();
    private int messages;
    private int batches;
    private long logged;

    @Test
    void what_a_completed_job_costs() {
        CapacityMeter[] made = new CapacityMeter[1];
        try (TestGateway gateway = TestGateway.metered(client -> made[0] = new CapacityMeter(client), 50)) {
            CapacityMeter meter = made[0];
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < KEYS; i++) {
                keys.add(gateway.newKey("key" + (10 + i), Scope.GENERATE, Scope.READ));
            }
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> generate = TestGenerate.on(gateway);
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> status = TestStatus.on(gateway);
            meter.reset();

            Duration pause = Duration.ofHours(1).dividedBy(JOBS);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                String key = keys.get(i % KEYS);
                APIGatewayV2HTTPEvent order = Events.httpWithKey("generate", key);
                order.setBody(
                        "{\"prompt\":\"Boat " + i + "\",\"model\":\"kling-v2-6\",\"mode\":\"std\",\"duration\":5}");
                String id = http("generate", generate, order, meter);
                ids.add(id);
                gateway.time.pass(pause);
                poll(gateway, gateway.time.instant(), meter);
                if (i % KEYS == 0) {
                    compact(gateway, meter);
                }
            }
            poll(gateway, gateway.time.instant().plus(Duration.ofHours(1)), meter);
            for (int i = 0; i < JOBS; i++) {
                for (int asked = 0; asked < 2; asked++) {
                    http(
                            "status",
                            status,
                            Events.get("/api/video-status", Map.of("taskId", ids.get(i)), keys.get(i % KEYS)),
                            meter);
                }
            }
            compact(gateway, meter);
            logged = gateway.log.lines().stream()
                    .mapToLong(line -> line.length() + 1L)
                    .sum();
            assertThat(ids)
                    .allSatisfy(id -> assertThat(
                                    gateway.job(JobId.parse(id).orElseThrow()).state())
                            .isEqualTo(JobState.SUCCEEDED));
        }

        String table = table();
        System.out.print(table);
        write(table);
    }

    private String http(
            String function,
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler,
            APIGatewayV2HTTPEvent event,
            CapacityMeter meter) {
        APIGatewayV2HTTPResponse answer = handler.handleRequest(event, new TestContext());
        assertThat(answer.getStatusCode()).as(answer.getBody()).isIn(200, 202);
        count(function, meter);
        return Events.body(answer).path("taskId").asText();
    }

    /** Until {@code end}: everything that is due, in batches as SQS gathers them for two seconds. */
    private void poll(TestGateway gateway, Instant end, CapacityMeter meter) {
        while (gateway.queue.nextDue().filter(due -> !due.isAfter(end)).isPresent()) {
            Instant due = gateway.queue.nextDue().orElseThrow().plus(Duration.ofSeconds(2));
            if (due.isAfter(gateway.time.instant())) {
                gateway.time.moveTo(due);
            }
            var received = gateway.queue.receive();
            messages += received.size();
            for (int from = 0; from < received.size(); from += 20) {
                SQSEvent batch = Events.batch(received.subList(from, Math.min(received.size(), from + 20)));
                assertThat(TestPoll.on(
                                        gateway.jobs,
                                        gateway.sync,
                                        gateway.start,
                                        gateway.queue,
                                        gateway.log,
                                        gateway.time)
                                .handleRequest(batch, new TestContext())
                                .getBatchItemFailures())
                        .isEmpty();
                batches++;
                count("poll", meter);
            }
        }
    }

    private void compact(TestGateway gateway, CapacityMeter meter) {
        TestCompact.on(gateway.usage, gateway.rollups, gateway.reopenings, gateway.log, gateway.time)
                .handleRequest(null, new TestContext());
        count("compact", meter);
    }

    private void count(String function, CapacityMeter meter) {
        invocations.merge(function, 1, Integer::sum);
        meter.uses()
                .forEach((call, use) -> capacity.computeIfAbsent(function, _ -> new LinkedHashMap<>())
                        .merge(call, use, CapacityMeter.Use::plus));
        meter.reset();
    }

    /** Each part in millionths of a US dollar for a job. */
    private String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "| %,d jobs | a job: invocations | billed ms | write units | read units | millionths of a dollar |%n|---|---|---|---|---|---|%n",
                JOBS));
        double sum = 0;
        for (Map.Entry<String, Integer> entry : invocations.entrySet()) {
            String function = entry.getKey();
            double calls = (double) entry.getValue() / JOBS;
            CapacityMeter.Use use = capacity.getOrDefault(function, Map.of()).values().stream()
                    .reduce(CapacityMeter.Use.NONE, CapacityMeter.Use::plus);
            double millis = calls * MILLIS.getOrDefault(function, 0);
            double writes = use.writeUnits() / JOBS;
            double reads = use.readUnits() / JOBS;
            boolean isHttp = function.equals("generate") || function.equals("status");
            double cost = calls * PER_INVOCATION
                    + millis * PER_GIGABYTE_MILLISECOND
                    + writes * PER_WRITE_UNIT
                    + reads * PER_READ_UNIT
                    + (isHttp ? calls * PER_HTTP_REQUEST : 0);
            sum += cost;
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %.2f | %.0f | %.2f | %.2f | %.2f |%n",
                    function,
                    calls,
                    millis,
                    writes,
                    reads,
                    cost));
        }
        double sqs = (double) (messages + 2 * batches) / JOBS * PER_SQS_REQUEST;
        sum += sqs;
        text.append(String.format(
                Locale.ROOT,
                "| SQS: %.2f messages, %.2f batches | | | | | %.2f |%n",
                (double) messages / JOBS,
                (double) batches / JOBS,
                sqs));
        double log = (double) logged / JOBS * PER_LOG_BYTE;
        sum += log;
        text.append(String.format(Locale.ROOT, "| log: %,.0f bytes | | | | | %.2f |%n", (double) logged / JOBS, log));
        text.append(String.format(Locale.ROOT, "| **all** | | | | | **%.1f** |%n", sum));
        return text.toString();
    }

    private static void write(String table) {
        try {
            Files.createDirectories(RESULT.getParent());
            Files.writeString(RESULT, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
