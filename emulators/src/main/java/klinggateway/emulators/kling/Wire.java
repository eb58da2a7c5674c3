package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;

/** Reads requests from and writes answers to the JDK's HTTP server. */
final class Wire {
    private static final int BIGGEST_BODY = 64 * 1024 * 1024;

    private final Chance chance;

    Wire(Chance chance) {
        this.chance = chance;
    }

    static ApiRequest read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BIGGEST_BODY);
        return new ApiRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                body);
    }

    void write(HttpExchange exchange, Answer answer) throws IOException {
        switch (answer) {
            case Answer.Data(var data) ->
                writeJson(exchange, 200, envelope(0, "SUCCEED").set("data", data));
            case Answer.Refused(var refusal) ->
                writeJson(exchange, refusal.httpStatus(), envelope(refusal.code(), refusal.reason()));
            case Answer.Bytes(int status, String type, byte[] content) -> writeBytes(exchange, status, type, content);
            case Answer.Late(var delay, var late) -> {
                pause(delay);
                write(exchange, late);
            }
            case Answer.Silence() -> {
                // Closing an exchange that was never answered closes its connection.
            }
        }
    }

    private static void pause(Duration delay) throws IOException {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the emulator was closed before a late answer was due");
        }
    }

    private ObjectNode envelope(int code, String message) {
        return Json.object().put("code", code).put("message", message).put("request_id", chance.requestId());
    }

    private static void writeJson(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        writeBytes(exchange, status, "application/json; charset=utf-8", Json.bytes(body));
    }

    private static void writeBytes(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }
}
