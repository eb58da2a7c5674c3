package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Hears callbacks and remembers them. */
final class Receiver implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);
    private final HttpServer server;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::hear);
        server.start();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Heard(String method, String id, String timestamp, String signature, byte[] raw, JsonNode body) {
        String status() {
            return body.path("task_status").asText(body.path("status").asText());
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/kling";
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    List<String> statuses() {
        return heard.stream().map(Heard::status).toList();
    }

    /** Whether so many callbacks have come, after waiting for them if need be. */
    boolean waitFor(int count) {
        try {
            return arrivals.tryAcquire(count, 30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] raw = exchange.getRequestBody().readAllBytes();
            heard.add(new Heard(
                    exchange.getRequestMethod(),
                    header(exchange, "webhook-id"),
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"),
                    raw,
                    MAPPER.readTree(raw)));
            exchange.sendResponseHeaders(200, -1);
            arrivals.release();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return String.join(",", exchange.getRequestHeaders().getOrDefault(name, List.of()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
