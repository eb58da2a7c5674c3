package klinggateway.emulators.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * AWS Secrets Manager's {@code GetSecretValue} on the loopback interface, in its JSON 1.1 protocol. Any other operation is refused, and the
 * signature of a request is not looked at.
 */
public final class SecretsManagerEmulator implements AutoCloseable {

    private static final String GET_SECRET_VALUE = "secretsmanager.GetSecretValue";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> secretStringByArn;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI endpoint;

    private SecretsManagerEmulator(Map<String, String> secretStringByArn) throws IOException {
        this.secretStringByArn = new ConcurrentHashMap<>(secretStringByArn);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
        this.endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Starts with these secrets, on any free port. */
    public static SecretsManagerEmulator start(Map<String, String> secretStringByArn) {
        try {
            return new SecretsManagerEmulator(secretStringByArn);
        } catch (IOException e) {
            throw new UncheckedIOException("The Secrets Manager emulator did not start", e);
        }
    }

    /** Where clients connect, such as {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return endpoint;
    }

    /** Adds a secret, or gives one a new value. */
    public void put(String arn, String value) {
        secretStringByArn.put(arn, value);
    }

    /** Stops answering. A second call does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                            .orElse(""),
                    exchange.getRequestBody().readAllBytes());
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            answer.errorType().ifPresent(type -> exchange.getResponseHeaders().set("x-amzn-ErrorType", type));
            exchange.sendResponseHeaders(answer.errorType().isPresent() ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(String target, byte[] request) throws IOException {
        if (!target.equals(GET_SECRET_VALUE)) {
            return Answer.error("UnknownOperationException", "Only GetSecretValue is emulated, not: " + target);
        }
        JsonNode parsed;
        try {
            parsed = JSON.readTree(request);
        } catch (JsonProcessingException e) {
            return Answer.error("SerializationException", "The request is not JSON");
        }
        String arn = parsed.path("SecretId").asText();
        return Optional.ofNullable(secretStringByArn.get(arn))
                .map(value -> Answer.secret(arn, value))
                .orElseGet(() ->
                        Answer.error("ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }

    private record Answer(Optional<String> errorType, Map<String, String> body) {

        static Answer secret(String arn, String value) {
            String name = arn.substring(arn.lastIndexOf(':') + 1);
            return new Answer(Optional.empty(), Map.of("ARN", arn, "Name", name, "SecretString", value));
        }

        static Answer error(String type, String message) {
            return new Answer(Optional.of(type), Map.of("__type", type, "Message", message));
        }
    }
}
