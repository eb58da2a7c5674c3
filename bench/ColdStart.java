import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * How long the functions {@code generate} and {@code status} take from the start of their process to their first answer: {@code
 * java bench/ColdStart.java [rounds]} in the project's folder, after {@code mvn package}, with the JDK that builds it.
 *
 * <p>The jar that is deployed runs under Amazon's runtime client, in several ways; beside it runs {@code cold-start/function.mjs}
 * under the Node that is on the path, if there is one. AWS and Kling are stand-ins in this process that answer at once, by HTTPS. In
 * each round every way runs once, in random order; the first round does not count. Where there is {@code taskset}, functions have
 * one processor and this process the others.
 */
public final class ColdStart {

    private static final List<String> WORDS = List.of("generate", "status");
    private static final int TRAINING = 40;
    private static final int WARM = 300;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String RUNTIME_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

    private final Path folder;
    private final StandIns standIns;
    private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final String functionJar =
            Path.of("functions/target/kling-gateway-functions.jar").toAbsolutePath().toString();
    private final List<String> pinned = hasTaskset() ? List.of("taskset", "-c", lastProcessor()) : List.of();
    private String runtimeJars = "";

    private ColdStart(Path folder, StandIns standIns) {
        this.folder = folder;
        this.standIns = standIns;
    }

    /** Milliseconds until the first answer, of the process's processor time until then, and of the median warm invocation. */
    private record Run(double wall, double cpu, double warm) {}

    /** A way to run a function. */
    private record Way(String name, List<String> command, boolean restores) {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        Path folder = Files.createTempDirectory("cold-start");
        try (StandIns standIns = StandIns.start(folder)) {
            new ColdStart(folder, standIns).run(rounds);
        }
        System.out.println("the files are in " + folder);
        System.exit(0);
    }

    private void run(int rounds) throws Exception {
        runtimeJars = fetchRuntimeClient();
        Map<String, List<Way>> ways = new LinkedHashMap<>();
        for (String word : WORDS) {
            ways.put(word, ways(word));
        }
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        WORDS.forEach(word -> ways.get(word).forEach(way -> runs.put(word + " | " + way.name(), new ArrayList<>())));
        Random random = new Random(1);
        for (int round = 0; round <= rounds; round++) {
            for (String word : WORDS) {
                List<Way> shuffled = new ArrayList<>(ways.get(word));
                Collections.shuffle(shuffled, random);
                for (Way way : shuffled) {
                    Run run = measure(word, way, way.restores() ? WARM : 0);
                    if (round > 0) {
                        runs.get(word + " | " + way.name()).add(run);
                    }
                }
            }
            System.err.println("round " + round + " of " + rounds);
        }
        report(runs);
    }

    private List<Way> ways(String word) throws Exception {
        String flat = runtimeJars + ":" + functionJar;
        List<String> c1 = List.of("-XX:TieredStopAtLevel=1");
        Path cds = folder.resolve(word + ".jsa");
        Path aot = folder.resolve(word + ".aot");
        train(word, java(word, flat, c1, List.of("-XX:ArchiveClassesAtExit=" + cds, "-Xlog:cds=off", "-Xlog:aot=off")));
        train(word, java(word, flat, c1, List.of("-XX:AOTCacheOutput=" + aot, "-Xlog:aot=off")));
        System.out.printf("%s: CDS archive %d MB, AOT cache %d MB%n", word, Files.size(cds) >> 20, Files.size(aot) >> 20);
        List<Way> ways = new ArrayList<>(List.of(
                new Way("Java", java(word, flat, c1, List.of()), false),
                new Way("Java, CDS archive", java(word, flat, c1, List.of("-XX:SharedArchiveFile=" + cds)), false),
                new Way("Java, AOT cache", java(word, flat, c1, List.of("-XX:AOTCache=" + aot)), false),
                new Way("Java as Lambda loads it", java(word, runtimeJars, c1, List.of()), false),
                new Way("Java, restored (SnapStart)", java(word, runtimeJars, List.of(), List.of()), true)));
        Optional<Path> jre = linkedRuntime();
        if (jre.isPresent()) {
            Path cache = folder.resolve(word + "-jlink.aot");
            String linked = jre.get().resolve("bin/java").toString();
            train(word, with(linked, java(word, flat, c1, List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off"))));
            ways.add(new Way(
                    "Java, jlink and AOT cache",
                    with(linked, java(word, flat, c1, List.of("-XX:AOTCache=" + cache))),
                    false));
        }
        bundle().ifPresent(bundle -> ways.add(new Way("Node", List.of("node", bundle.toString()), false)));
        return ways;
    }

    private List<String> java(String word, String classPath, List<String> compiler, List<String> more) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(compiler);
        command.addAll(more);
        command.add("-Djavax.net.ssl.trustStore=" + folder.resolve("trusted.p12"));
        command.add("-Duser.home=" + folder);
        String handler = "klinggateway." + word + "." + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
                + "Handler";
        command.addAll(List.of("-cp", classPath, RUNTIME_CLIENT, handler));
        return command;
    }

    private static List<String> with(String java, List<String> command) {
        List<String> changed = new ArrayList<>(command);
        changed.set(0, java);
        return changed;
    }

    /** Ends as a JVM does that is asked to, since that is when it writes what it has learned. */
    private void train(String word, List<String> command) throws Exception {
        Way way = new Way("training", command, false);
        try (Function function = start(word, way)) {
            for (int i = 0; i < TRAINING; i++) {
                function.api.invoke(event(word)).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            }
            function.process.destroy();
            function.process.waitFor();
        }
    }

    private Run measure(String word, Way way, int warm) throws Exception {
        try (Function function = start(word, way)) {
            long begun = function.begun;
            Duration before = Duration.ZERO;
            if (way.restores()) {
                function.api.checkpoint.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
                // A sandbox is not restored in the very moment that its snapshot is taken.
                Thread.sleep(300);
                before = cpu(function.process);
                begun = System.nanoTime();
                function.api.restore.complete(null);
            }
            long answered = function.api.invoke(event(word)).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            Duration cpu = cpu(function.process).minus(before);
            double[] times = new double[warm];
            for (int i = 0; i < warm; i++) {
                long start = System.nanoTime();
                times[i] = (function.api.invoke(event(word)).get(LONGEST.toSeconds(), TimeUnit.SECONDS) - start) / 1e6;
            }
            // The first hundred are still being compiled.
            double median = warm == 0 ? 0 : quantile(Arrays.copyOfRange(times, warm / 3, warm), 0.5);
            return new Run((answered - begun) / 1e6, cpu.toNanos() / 1e6, median);
        }
    }

    private Function start(String word, Way way) throws IOException {
        Path home = Files.createTempDirectory(folder, "function");
        Files.createDirectories(home.resolve("lib"));
        Files.createLink(home.resolve("lib/function.jar"), Files.exists(folder.resolve("function.jar"))
                ? folder.resolve("function.jar")
                : Files.copy(Path.of(functionJar), folder.resolve("function.jar")));
        RuntimeApi api = RuntimeApi.start();
        List<String> command = new ArrayList<>(pinned);
        command.addAll(way.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().putAll(standIns.environment());
        builder.environment().putAll(Map.of(
                "WORD", word,
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "AWS_LAMBDA_FUNCTION_NAME", word,
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769",
                "AWS_LAMBDA_INITIALIZATION_TYPE", way.restores() ? "snap-start" : "on-demand"));
        long begun = System.nanoTime();
        return new Function(builder.start(), api, begun);
    }

    private record Function(Process process, RuntimeApi api, long begun) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            process.destroyForcibly().waitFor();
            api.server.stop(0);
        }
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String event(String word) throws IOException {
        return Files.readString(Path.of("events", word + ".json"));
    }

    private static void report(Map<String, List<Run>> runs) {
        System.out.println("| function | way | first answer, ms | processor, ms | to Java | to Node |");
        System.out.println("|---|---|---|---|---|---|");
        runs.forEach((name, own) -> {
            String word = name.split(" \\| ", -1)[0];
            String toJava = ratio(own, runs.get(word + " | Java"));
            String toNode = ratio(own, runs.getOrDefault(word + " | Node", List.of()));
            System.out.printf(
                    "| %s | %s | %s | %s | %s |%n",
                    name, spread(own.stream().mapToDouble(Run::wall).toArray(), "%.0f"),
                    spread(own.stream().mapToDouble(Run::cpu).toArray(), "%.0f"), toJava, toNode);
        });
        runs.forEach((name, own) -> {
            double[] ratios = own.stream().filter(run -> run.warm() > 0).mapToDouble(run -> run.wall() / run.warm()).toArray();
            if (ratios.length > 0) {
                System.out.printf(
                        "%s: a warm invocation takes %s ms, the first one %s times as long%n",
                        name, spread(own.stream().mapToDouble(Run::warm).toArray(), "%.1f"), spread(ratios, "%.1f"));
            }
        });
    }

    /** Of the runs of the same round. */
    private static String ratio(List<Run> own, List<Run> other) {
        if (other.isEmpty()) {
            return "";
        }
        double[] ratios = new double[own.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = own.get(i).wall() / other.get(i).wall();
        }
        return spread(ratios, "%.2f");
    }

    /** The median, and between which values half of them are. */
    private static String spread(double[] values, String format) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + "–" + format + ")",
                quantile(values, 0.5),
                quantile(values, 0.25),
                quantile(values, 0.75));
    }

    private static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Amazon's runtime client and what it needs, from Maven Central, in the versions of the project. */
    private String fetchRuntimeClient() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        Path jars = folder.resolve("runtime");
        for (String artifact : List.of(
                "com.amazonaws:aws-lambda-java-runtime-interface-client:" + version(pom, "lambda-runtime"),
                "com.amazonaws:aws-lambda-java-core:" + version(pom, "lambda-core"),
                "com.amazonaws:aws-lambda-java-serialization:" + version(pom, "lambda-serialization"),
                "software.amazon.awssdk:utils-lite:" + version(pom, "awssdk"))) {
            call("mvn", "-q", "dependency:copy", "-Dartifact=" + artifact, "-DoutputDirectory=" + jars);
        }
        try (var files = Files.list(jars)) {
            return String.join(":", files.map(Path::toString).sorted().toList());
        }
    }

    private static String version(String pom, String name) {
        Matcher version = Pattern.compile("<" + name + "\\.version>([^<]+)<").matcher(pom);
        if (!version.find()) {
            throw new IllegalStateException("pom.xml has no " + name + ".version");
        }
        return version.group(1);
    }

    /** A JRE with what the functions need, as a custom runtime would bring it. */
    private Optional<Path> linkedRuntime() throws Exception {
        Path jre = folder.resolve("jre");
        if (!Files.exists(jre)) {
            call(
                    Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                    "--add-modules",
                    "java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.net,jdk.unsupported",
                    "--strip-debug",
                    "--no-header-files",
                    "--no-man-pages",
                    "--output",
                    jre.toString());
        }
        return Optional.of(jre);
    }

    /** The Node function in one file, as it would be deployed; empty without Node. */
    private Optional<Path> bundle() throws Exception {
        Path bundle = folder.resolve("node/function.cjs.mjs");
        if (Files.exists(bundle)) {
            return Optional.of(bundle);
        }
        try {
            call("node", "--version");
        } catch (IOException missing) {
            return Optional.empty();
        }
        Path project = Files.createDirectories(folder.resolve("node"));
        Files.writeString(project.resolve("package.json"), "{\"private\": true}");
        Files.copy(Path.of("bench/cold-start/function.mjs"), project.resolve("function.mjs"));
        call(
                "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", project.toString(),
                "@aws-sdk/client-dynamodb", "@aws-sdk/client-sqs", "@aws-sdk/client-secrets-manager", "esbuild");
        call(
                project.resolve("node_modules/.bin/esbuild").toString(), project.resolve("function.mjs").toString(),
                "--bundle", "--minify", "--platform=node", "--target=node20", "--format=esm", "--log-level=error",
                "--banner:js=import{createRequire}from'module';const require=createRequire(import.meta.url);",
                "--outfile=" + bundle);
        return Optional.of(bundle);
    }

    private static void call(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
        }
    }

    private static boolean hasTaskset() {
        return Files.isExecutable(Path.of("/usr/bin/taskset")) && Runtime.getRuntime().availableProcessors() > 1;
    }

    private static String lastProcessor() {
        return Integer.toString(Runtime.getRuntime().availableProcessors() - 1);
    }

    /** Lambda's runtime API for one function. */
    private static final class RuntimeApi {

        private final HttpServer server;
        private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> checkpoint = new CompletableFuture<>();
        private final CompletableFuture<Void> restore = new CompletableFuture<>();
        private volatile Optional<Invocation> running = Optional.empty();

        private record Invocation(String event, CompletableFuture<Long> answered) {}

        private RuntimeApi() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/2018-06-01/runtime/invocation/next", this::next);
            server.createContext("/2018-06-01/runtime/invocation/id/response", this::answered);
            server.createContext("/2018-06-01/runtime/restore/next", this::restored);
            server.createContext("/", this::failed);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }

        static RuntimeApi start() throws IOException {
            return new RuntimeApi();
        }

        String address() {
            return "127.0.0.1:" + server.getAddress().getPort();
        }

        /** The moment of the answer. */
        CompletableFuture<Long> invoke(String event) {
            Invocation invocation = new Invocation(event, new CompletableFuture<>());
            waiting.add(invocation);
            return invocation.answered();
        }

        private void next(HttpExchange exchange) throws IOException {
            try {
                Invocation invocation = waiting.take();
                running = Optional.of(invocation);
                exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "id");
                exchange.getResponseHeaders()
                        .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 120_000));
                exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:function");
                send(exchange, 200, invocation.event());
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }

        private void answered(HttpExchange exchange) throws IOException {
            long now = System.nanoTime();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            send(exchange, 202, "{}");
            if (body.contains("\"statusCode\":200") || body.contains("\"statusCode\":404")) {
                running.orElseThrow().answered().complete(now);
            } else {
                running.orElseThrow().answered().completeExceptionally(new IllegalStateException(body));
            }
        }

        private void restored(HttpExchange exchange) throws IOException {
            checkpoint.complete(null);
            restore.join();
            send(exchange, 200, "{}");
        }

        private void failed(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            send(exchange, 202, "{}");
            IllegalStateException failure = new IllegalStateException(exchange.getRequestURI() + ": " + body);
            checkpoint.completeExceptionally(failure);
            running.ifPresent(invocation -> invocation.answered().completeExceptionally(failure));
        }
    }

    /** AWS and Kling, as far as the two functions ask them: they answer at once, and forget. */
    private static final class StandIns implements AutoCloseable, HttpHandler {

        private final HttpsServer server;
        private final Map<String, String> environment;

        private StandIns(HttpsServer server, Path folder) {
            this.server = server;
            String url = "https://localhost:" + server.getAddress().getPort();
            Map<String, String> variables = new HashMap<>();
            for (String service : List.of("DYNAMODB", "SQS", "SECRETS_MANAGER", "SNS")) {
                variables.put("AWS_ENDPOINT_URL_" + service, url);
            }
            for (String table : List.of("JOBS", "USAGE", "ROLLUPS", "ADMISSION", "KEYS", "ALERTS")) {
                variables.put(table + "_TABLE", table.charAt(0) + table.substring(1).toLowerCase(Locale.ROOT));
            }
            for (String secret : List.of("GATEWAY", "ADMIN", "KLING")) {
                variables.put(secret + "_SECRET_ARN", secret);
            }
            for (String pool : List.of("VIDEO", "IMAGE", "TRYON")) {
                variables.put("KLING_" + pool + "_CONCURRENCY", "5");
            }
            variables.put("POLL_QUEUE_URL", url + "/000000000000/poll");
            variables.put(
                    "DEAD_LETTER_QUEUE_URLS",
                    "poll=%1$s/dead,deliver=%1$s/dead,schedule=%1$s/dead".formatted(url + "/000000000000"));
            variables.put("DELIVER_QUEUE_URL", url + "/000000000000/deliver");
            variables.put("ALERT_TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:alarms");
            variables.put("KLING_ENDPOINT", url);
            variables.put("JOB_RETENTION_DAYS", "90");
            variables.put("USAGE_RETENTION_DAYS", "400");
            variables.put("AWS_REGION", "us-east-1");
            variables.put("AWS_ACCESS_KEY_ID", "local");
            variables.put("AWS_SECRET_ACCESS_KEY", "local");
            variables.put("AWS_SESSION_TOKEN", "local");
            variables.put("NODE_EXTRA_CA_CERTS", folder.resolve("own.pem").toString());
            this.environment = Map.copyOf(variables);
        }

        static StandIns start(Path folder) throws Exception {
            String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            String own = folder.resolve("own.p12").toString();
            String pem = folder.resolve("own.pem").toString();
            call(
                    keytool, "-genkeypair", "-alias", "own", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
                    "-ext", "san=dns:localhost", "-ext", "bc:c", "-keystore", own, "-storepass", "changeit");
            call(keytool, "-exportcert", "-rfc", "-alias", "own", "-keystore", own, "-storepass", "changeit", "-file", pem);
            // Beside the authorities that a JDK trusts, so that reading them takes as long as on Lambda.
            Path trusted = folder.resolve("trusted.p12");
            Files.copy(Path.of(System.getProperty("java.home"), "lib/security/cacerts"), trusted);
            call(
                    keytool, "-importcert", "-noprompt", "-alias", "own", "-file", pem, "-keystore", trusted.toString(),
                    "-storepass", "changeit");
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream file = Files.newInputStream(Path.of(own))) {
                keys.load(file, "changeit".toCharArray());
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, "changeit".toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            StandIns standIns = new StandIns(server, folder);
            server.createContext("/", standIns);
            server.setExecutor(Executors.newCachedThreadPool());
            server.start();
            return standIns;
        }

        Map<String, String> environment() {
            return environment;
        }

        @Override
        public void close() {
            server.stop(0);
        }

        @Override
        public void handle(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-amz-target")).orElse("kling");
            if (System.getProperty("verbose") != null) {
                System.err.println(target + " " + body);
            }
            send(exchange, 200, answer(target.substring(target.indexOf('.') + 1), body));
        }

        private static String answer(String operation, String body) {
            return switch (operation) {
                case "GetSecretValue" ->
                    body.contains("KLING")
                            ? "{\"SecretString\": \"{\\\"KLING_API_KEY\\\": \\\"key\\\"}\"}"
                            : "{\"SecretString\": \"thisSecretIsForSampleEventsOnly0000000000000\"}";
                case "SendMessage" ->
                    "{\"MessageId\": \"1\", \"MD5OfMessageBody\": \"" + md5(text(body, "MessageBody")) + "\"}";
                case "kling" ->
                    "{\"code\": 0, \"message\": \"SUCCEED\", \"request_id\": \"1\", \"data\": {\"task_id\": \"1\", "
                            + "\"task_status\": \"submitted\", \"created_at\": 1795525200000, \"updated_at\": 1795525200000}}";
                case "BatchGetItem" -> "{\"Responses\": {}, \"UnprocessedKeys\": {}}";
                case "BatchWriteItem" -> "{\"UnprocessedItems\": {}}";
                default -> "{}";
            };
        }

        private static String text(String json, String name) {
            Matcher text = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
            return text.find() ? text.group(1) : "";
        }

        private static String md5(String text) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
