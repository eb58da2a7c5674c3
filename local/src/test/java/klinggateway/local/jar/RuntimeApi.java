package klinggateway.local.jar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import klinggateway.emulators.template.FunctionResource;

/**
 * Lambda's runtime API, version 2018-06-01, on the loopback interface: hands events to one function and takes what
 * becomes of them.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
    private static final String CREDENTIALS = "/credentials";
    private static final String RESTORE = "/2018-06-01/runtime/restore/next";

    private final FunctionResource function;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Outcome> initFailure = new CompletableFuture<>();
    private final CompletableFuture<Void> checkpoint = new CompletableFuture<>();
    private final CompletableFuture<Void> restore = new CompletableFuture<>();

    private RuntimeApi(FunctionResource function) throws IOException {
        this.function = function;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(INVOCATION + "next", this::next);
        server.createContext(INVOCATION, this::end);
        server.createContext(INIT_ERROR, this::failInit);
        server.createContext(RESTORE, this::holdUntilRestored);
        server.createContext(CREDENTIALS, RuntimeApi::giveCredentials);
        server.setExecutor(threads);
        server.start();
    }

    /** What became of an event. */
    sealed interface Outcome {

        record Answered(String json) implements Outcome {}

        /** The runtime client's reason is JSON with {@code errorMessage}, {@code errorType} and {@code stackTrace}. */
        record Failed(String reason) implements Outcome {}
    }

    private record Invocation(String event, CompletableFuture<Outcome> outcome) {}

    /** Starts for this function, on any free port. */
    static RuntimeApi start(FunctionResource function) throws IOException {
        return new RuntimeApi(function);
    }

    /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The value of {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}, where a function with a snapshot gets its role's credentials. */
    String credentialsUrl() {
        return "http://" + address() + CREDENTIALS;
    }

    /** Gives an event to the function as soon as it asks for one. */
    CompletableFuture<Outcome> invoke(String event) {
        var outcome = new CompletableFuture<Outcome>();
        waiting.add(new Invocation(event, outcome));
        return outcome.applyToEither(initFailure, Function.identity());
    }

    /** Ends as soon as Lambda could take its snapshot: the function is initialised, and its hooks have run. */
    CompletableFuture<Void> checkpoint() {
        return checkpoint;
    }

    /** Lets a function go on that stands at its checkpoint, as a sandbox does that was made from the snapshot. */
    void restore() {
        restore.complete(null);
    }

    @Override
    public void close() {
        restore.complete(null);
        server.stop(0);
        threads.shutdownNow();
    }

    private void next(HttpExchange exchange) throws IOException {
        try (exchange) {
            Invocation invocation = waiting.take();
            String requestId = UUID.randomUUID().toString();
            running.put(requestId, invocation);
            var headers = exchange.getResponseHeaders();
            // The runtime client's native part crashes without it.
            headers.set("Content-Type", "application/json");
            headers.set("Lambda-Runtime-Aws-Request-Id", requestId);
            headers.set(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(Instant.now().plus(function.timeout()).toEpochMilli()));
            headers.set(
                    "Lambda-Runtime-Invoked-Function-Arn",
                    "arn:aws:lambda:us-east-1:000000000000:function:" + function.id());
            headers.set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
            byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code ID/response} or {@code ID/error}. */
    private void end(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] idAndEnd = exchange.getRequestURI()
                    .getPath()
                    .substring(INVOCATION.length())
                    .split("/", 2);
            String body = body(exchange);
            Optional<Outcome> outcome = idAndEnd.length < 2
                    ? Optional.empty()
                    : switch (idAndEnd[1]) {
                        case "response" -> Optional.of(new Outcome.Answered(body));
                        case "error" -> Optional.of(new Outcome.Failed(body));
                        default -> Optional.empty();
                    };
            Optional<Invocation> invocation =
                    outcome.flatMap(known -> Optional.ofNullable(running.remove(idAndEnd[0])));
            exchange.sendResponseHeaders(invocation.isPresent() ? 202 : 404, -1);
            invocation.ifPresent(known -> known.outcome().complete(outcome.orElseThrow()));
        }
    }

    private void holdUntilRestored(HttpExchange exchange) throws IOException {
        try (exchange) {
            checkpoint.complete(null);
            restore.join();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static void giveCredentials(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] credentials = """
                    {"AccessKeyId": "local", "SecretAccessKey": "local", "Token": "local", "Expiration": "2100-01-01T00:00:00Z"}
                    """.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, credentials.length);
            exchange.getResponseBody().write(credentials);
        }
    }

    private void failInit(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = body(exchange);
            exchange.sendResponseHeaders(202, -1);
            initFailure.complete(new Outcome.Failed(body));
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }
}
