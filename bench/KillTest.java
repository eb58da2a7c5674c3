import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills the gateway in the middle of its work, as {@code kill -9} does, starts it again, and counts: {@code java
 * bench/KillTest.java} in the project's folder, with the JDK that builds it. The emulated Kling runs in a process of its own and
 * lives on, as the real one would. Orders without an answer are sent again with the same Idempotency-Key, as a careful caller
 * does.
 *
 * <p>Takes about three minutes. Ends with exit code 0 if every job has ended, Kling has made exactly one task for each, and the
 * gateway has charged exactly what Kling has deducted.
 */
public final class KillTest {

    private static final int JOBS = 50;
    private static final int KILLS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(6);

    private final Path folder;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Process> started = new ArrayList<>();
    private final long giveUpAt = System.nanoTime() + LONGEST.toNanos();

    private KillTest(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("kill-test");
        KillTest test = new KillTest(folder);
        boolean passed;
        try {
            passed = test.run();
        } finally {
            test.started.forEach(Process::destroyForcibly);
        }
        System.out.println(passed ? "PASSED" : "FAILED; the data is in " + folder);
        System.exit(passed ? 0 : 1);
    }

    private boolean run() throws Exception {
        long seed = System.currentTimeMillis();
        Random random = new Random(seed);
        System.out.println("seed " + seed);
        Map<String, String> kling =
                start("kling", Map.of(), "--kling-emulator-only", "--speed", "20", "--data", folder + "/kling");
        String[] gatewayOptions = {"--kling", kling.get("url"), "--data", folder + "/gateway"};
        Map<String, String> klingKey = Map.of("KLING_API_KEY", kling.get("apiKey"));
        Gateway gateway = new Gateway(start("gateway", klingKey, gatewayOptions));
        System.out.println("ordering " + JOBS + " videos");
        List<Future<String>> orders = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(5)) {
            for (int i = 0; i < JOBS; i++) {
                int number = i;
                orders.add(callers.submit(() -> order(gateway, number)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                Thread.sleep(3_000 + random.nextInt(9_000));
                started.removeLast().destroyForcibly().waitFor();
                System.out.println("killed " + kill + " of " + KILLS + "; starting again");
                gateway.moved(start("gateway", klingKey, gatewayOptions));
            }
            for (Future<String> order : orders) {
                ids.add(order.get());
            }
        }
        System.out.println("all " + ids.size() + " orders are answered; waiting for their ends");
        return check(gateway, ids, kling);
    }

    private boolean check(Gateway gateway, List<String> ids, Map<String, String> kling) throws Exception {
        int succeeded = 0;
        for (String id : ids) {
            String status = ended(gateway, id);
            succeeded += status.equals("succeeded") ? 1 : 0;
        }
        String tasks = get(kling.get("url") + "/v1/videos/text2video?pageSize=500", kling.get("apiKey"));
        int made = all(tasks, "\"external_task_id\"\\s*:\\s*\"([^\"]+)\"").size();
        double deducted = all(tasks, "\"final_unit_deduction\"\\s*:\\s*\"([^\"]+)\"").stream()
                .mapToDouble(Double::parseDouble)
                .sum();
        String usage = get(gateway.url() + "/api/usage-analytics?apiKey=" + gateway.keyId(), gateway.adminKey());
        String calls = first(usage, "\"totalCalls\"\\s*:\\s*([0-9]+)");
        String units = first(usage, "\"totalUnitsDeduced\"\\s*:\\s*([0-9.]+)");
        System.out.println("jobs: " + ids.stream().distinct().count() + " ordered, " + succeeded + " succeeded");
        System.out.println("Kling: " + made + " tasks made, " + deducted + " units deducted");
        System.out.println("gateway: " + calls + " calls, " + units + " units charged");
        return ids.stream().distinct().count() == JOBS
                && succeeded == JOBS
                && made == JOBS
                && Integer.parseInt(calls) == JOBS
                && Double.parseDouble(units) == deducted;
    }

    /** A gateway that moves to another port each time it is started. */
    private static final class Gateway {

        private volatile Map<String, String> ready;

        Gateway(Map<String, String> ready) {
            this.ready = ready;
        }

        void moved(Map<String, String> now) {
            ready = now;
        }

        String url() {
            return ready.get("url");
        }

        String apiKey() {
            return ready.get("apiKey");
        }

        String adminKey() {
            return ready.get("adminKey");
        }

        String keyId() {
            return apiKey().split("_")[1];
        }
    }

    /** Orders until there is an answer; the id of the job. */
    private String order(Gateway gateway, int number) throws InterruptedException {
        while (System.nanoTime() < giveUpAt) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/api/generate-video"))
                        .header("Authorization", "Bearer " + gateway.apiKey())
                        .header("Idempotency-Key", "boat-" + number)
                        .timeout(Duration.ofSeconds(31))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"Boat " + number + "\"}"))
                        .build();
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200 || response.statusCode() == 202) {
                    return first(response.body(), "\"jobId\"\\s*:\\s*\"([^\"]+)\"");
                }
            } catch (IOException killed) {
                // The same order again, when somebody is there to take it.
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("order " + number + " got no answer in time");
    }

    private String ended(Gateway gateway, String id) throws Exception {
        while (System.nanoTime() < giveUpAt) {
            String job = get(gateway.url() + "/api/jobs/" + id, gateway.apiKey());
            String status = first(job, "\"status\"\\s*:\\s*\"([^\"]+)\"");
            if (List.of("succeeded", "failed", "canceled", "expired").contains(status)) {
                return status;
            }
            Thread.sleep(500);
        }
        return "still open";
    }

    private String get(String url, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(31))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private Map<String, String> start(String name, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        Path ready = folder.resolve(name + ".json");
        Files.deleteIfExists(ready);
        List<String> command = new ArrayList<>(List.of("./gateway", "--port", "0", "--ready-file", ready.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(name + ".log").toFile()));
        started.add(builder.start());
        while (!Files.exists(ready) || Files.size(ready) == 0) {
            if (System.nanoTime() > giveUpAt || !started.getLast().isAlive()) {
                throw new IllegalStateException(name + " did not start; see " + folder.resolve(name + ".log"));
            }
            Thread.sleep(100);
        }
        String json = Files.readString(ready);
        return Map.of(
                "url", first(json, "\"url\"\\s*:\\s*\"([^\"]+)\""),
                "apiKey", first(json, "\"apiKey\"\\s*:\\s*\"([^\"]+)\""),
                "adminKey", json.contains("adminKey") ? first(json, "\"adminKey\"\\s*:\\s*\"([^\"]+)\"") : "");
    }

    private static String first(String json, String pattern) {
        List<String> found = all(json, pattern);
        if (found.isEmpty()) {
            throw new IllegalStateException("no " + pattern + " in " + json);
        }
        return found.getFirst();
    }

    private static List<String> all(String json, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(json);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
