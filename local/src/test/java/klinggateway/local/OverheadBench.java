package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import klinggateway.emulators.kling.KlingEmulator;
import klinggateway.emulators.kling.ProductType;
import klinggateway.emulators.kling.ResourcePack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the gateway adds to a call of Kling's, and how many jobs it gets through, on one machine with everything in one process.
 * Printed. Run it alone: {@code mvn -pl emulators,functions,local test -Dtest=OverheadBench -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class OverheadBench {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SLOTS = 50;
    private static final int WARM_UP = 300;
    private static final int CALLS = 400;
    /** Until what an order has set going is over: its job's end, and the poll that sees it. It is about time, not about throughput. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private static final int JOBS = 600;
    private static final int CALLERS = 8;
    private static final String CREATE =
            "{\"prompt\":\"A paper boat\",\"model_name\":\"kling-v2-6\",\"mode\":\"std\",\"duration\":\"5\"}";

    /** A video takes a twentieth of a second, so that no order has to wait for a slot. */
    private final KlingEmulator kling = KlingEmulator.builder()
            .speed(2_000)
            .apiKey("kling-key")
            .pack(ResourcePack.of(ProductType.VIDEO, 1_000_000, SLOTS))
            .start();

    private final LocalGateway gateway = LocalGateway.builder(TEMPLATE)
            .parameter("KlingEndpoint", kling.url().toString())
            .parameter("KlingVideoConcurrency", Integer.toString(SLOTS))
            .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
            .start();

    private final AtomicInteger orders = new AtomicInteger();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        http.close();
        gateway.close();
        kling.close();
    }

    @Test
    void what_the_gateway_adds_and_how_much_it_gets_through() throws Exception {
        String key = "kg_admin_" + gateway.secret("AdminSecret");
        HttpRequest direct = request(kling.url() + "/v1/videos/text2video", "kling-key", CREATE);
        // Each order is another one: to mark duplicates takes longer.
        Supplier<HttpRequest> order = () -> request(
                gateway.url() + "/api/generate-video",
                key,
                "{\"prompt\":\"Paper boat " + orders.incrementAndGet()
                        + "\",\"model\":\"kling-v2-6\",\"mode\":\"std\",\"duration\":5}");
        double[] directly = new double[CALLS];
        double[] ordered = new double[CALLS];
        for (int i = -WARM_UP; i < CALLS; i++) {
            double one = millis(direct);
            double other = millis(order.get());
            if (i >= 0) {
                directly[i] = one;
                ordered[i] = other;
            }
            Thread.sleep(PAUSE);
        }
        print("create at Kling's emulator", directly);
        print("generate", ordered);
        double[] added = new double[CALLS];
        Arrays.setAll(added, i -> ordered[i] - directly[i]);
        print("what generate adds to it", added);
        parts(order);

        String id = body(order.get()).path("jobId").asText();
        HttpRequest status = HttpRequest.newBuilder(URI.create(gateway.url() + "/api/jobs/" + id))
                .header("Authorization", "Bearer " + key)
                .build();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> body(status).path("status").asText().equals("succeeded"));
        double[] asked = new double[CALLS];
        for (int i = -WARM_UP; i < CALLS; i++) {
            double one = millis(status);
            if (i >= 0) {
                asked[i] = one;
            }
        }
        print("status of an ended job", asked);
        throughput(order, key);
    }

    /** Where an order's time goes, as its answer tells. */
    private void parts(Supplier<HttpRequest> order) throws IOException, InterruptedException {
        Map<String, double[]> parts = new TreeMap<>();
        for (int i = 0; i < CALLS; i++) {
            Thread.sleep(PAUSE);
            String timing = http.send(order.get(), BodyHandlers.ofString())
                    .headers()
                    .firstValue("server-timing")
                    .orElseThrow();
            for (String part : timing.split(", ", -1)) {
                String[] nameAndMillis = part.split(";dur=", -1);
                parts.computeIfAbsent(nameAndMillis[0], _ -> new double[CALLS])[i] =
                        Double.parseDouble(nameAndMillis[1]);
            }
        }
        parts.forEach((name, millis) -> print("  of generate: " + name, millis));
    }

    private void throughput(Supplier<HttpRequest> order, String key) throws Exception {
        long begun = System.nanoTime();
        List<Future<String>> ids = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            Callable<String> call = () -> body(order.get()).path("jobId").asText();
            for (int i = 0; i < JOBS; i++) {
                ids.add(callers.submit(call));
            }
        }
        double accepted = seconds(begun);
        for (Future<String> id : ids) {
            HttpRequest status = HttpRequest.newBuilder(URI.create(gateway.url() + "/api/jobs/" + id.get()))
                    .header("Authorization", "Bearer " + key)
                    .build();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> body(status).path("status").asText().equals("succeeded"));
        }
        double completed = seconds(begun);
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%d jobs of %d callers: %.0f accepted and %.0f completed a second, none lost; %d MB of heap in use%n",
                JOBS,
                CALLERS,
                JOBS / accepted,
                JOBS / completed,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static HttpRequest request(String url, String key, String json) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private double millis(HttpRequest request) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        body(request);
        return (System.nanoTime() - begun) / 1e6;
    }

    private JsonNode body(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return JSON.readTree(answer.body());
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void print(String what, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%s: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                what,
                sorted[CALLS / 2],
                sorted[CALLS * 95 / 100],
                sorted[CALLS * 99 / 100]);
    }
}
