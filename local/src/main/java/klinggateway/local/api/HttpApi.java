package klinggateway.local.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import klinggateway.emulators.template.Route;
import klinggateway.local.lambda.Invocation;
import klinggateway.local.lambda.LocalFunction;

/** Answers HTTP requests on the loopback interface with the functions of their routes, within the limits of an HTTP API and of Lambda. */
public final class HttpApi implements AutoCloseable {

    /** API Gateway's limit for a request's body, which cannot be raised. */
    private static final int MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

    /** Lambda's limit for a synchronous event, with headers and base64 included. */
    private static final int MAXIMUM_EVENT_BYTES = 6 * 1024 * 1024;

    static {
        // Else each small answer waits about 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Duration integrationTimeout;

    private HttpApi(HttpServer server, ExecutorService threads, Duration integrationTimeout) {
        this.server = server;
        this.threads = threads;
        this.integrationTimeout = integrationTimeout;
    }

    /**
     * Takes the port, but answers nothing yet.
     *
     * @param port 0 for any free one
     * @param integrationTimeout 30 s at API Gateway
     * @throws java.net.BindException if the port is in use
     */
    public static HttpApi bind(int port, Duration integrationTimeout, ExecutorService threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        return new HttpApi(server, threads, integrationTimeout);
    }

    /** Where requests are sent to. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Begins to answer. */
    public void start(Collection<Route> routes, Function<String, LocalFunction> functionById) {
        var table = new RouteTable(routes);
        server.createContext("/", exchange -> {
            try (exchange) {
                String requestId = UUID.randomUUID().toString();
                send(exchange, requestId, answer(exchange, requestId, table, functionById));
            }
        });
        server.start();
    }

    /** Stops taking requests; those in progress get their answer for at most this long. */
    public void stop(Duration grace) {
        server.stop(Math.toIntExact(grace.toSeconds()));
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private ApiAnswer answer(
            HttpExchange exchange, String requestId, RouteTable table, Function<String, LocalFunction> functionById)
            throws IOException {
        String rawPath =
                Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("/");
        Optional<RouteTable.Match> match = table.match(exchange.getRequestMethod(), rawPath);
        Optional<byte[]> body = readBody(exchange.getRequestBody());
        if (match.isEmpty()) {
            return ApiAnswer.message(404, "Not Found");
        }
        if (body.isEmpty()) {
            return ApiAnswer.message(413, "Request Entity Too Large");
        }
        var request = new ApiRequest(
                exchange.getRequestMethod(),
                rawPath,
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                exchange.getRequestHeaders(),
                body.get(),
                exchange.getProtocol(),
                exchange.getRemoteAddress().getAddress().getHostAddress());
        byte[] event;
        try {
            event = HttpApiEvent.of(request, match.get(), requestId, Instant.now());
        } catch (IllegalArgumentException e) {
            return ApiAnswer.message(400, "Bad Request"); // a percent sign without its digits
        }
        if (event.length > MAXIMUM_EVENT_BYTES) {
            return ApiAnswer.message(413, "Request Entity Too Large");
        }
        return invoke(functionById.apply(match.get().route().functionId()), event);
    }

    private ApiAnswer invoke(LocalFunction function, byte[] event) {
        Future<Invocation> running = threads.submit(() -> function.invoke(event));
        try {
            // As on AWS, the function runs on when nobody waits for it any longer.
            return switch (running.get(integrationTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                case Invocation.Returned(byte[] output) -> ApiAnswer.of(output);
                case Invocation.Failed _ -> ApiAnswer.internalServerError();
            };
        } catch (TimeoutException e) {
            return ApiAnswer.message(503, "Service Unavailable");
        } catch (ExecutionException e) {
            throw new IllegalStateException("An invocation ended without an outcome", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ApiAnswer.message(503, "Service Unavailable");
        }
    }

    /** The whole body, or nothing if it is too large; it is read to its end in both cases, so that the client can read the answer. */
    private static Optional<byte[]> readBody(InputStream in) throws IOException {
        byte[] body = in.readNBytes(MAXIMUM_BODY_BYTES + 1);
        if (body.length <= MAXIMUM_BODY_BYTES) {
            return Optional.of(body);
        }
        in.transferTo(OutputStream.nullOutputStream());
        return Optional.empty();
    }

    private static void send(HttpExchange exchange, String requestId, ApiAnswer answer) throws IOException {
        for (ApiAnswer.Header header : answer.headers()) {
            exchange.getResponseHeaders().add(header.name(), header.value());
        }
        exchange.getResponseHeaders().set("apigw-requestid", requestId);
        boolean hasBody = answer.body().length > 0
                && !exchange.getRequestMethod().equals("HEAD")
                && answer.status() != 204
                && answer.status() != 304;
        exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
