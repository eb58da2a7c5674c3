package klinggateway.emulators.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * AWS SNS's {@code Publish} on the loopback interface, in its query protocol: keeps what is published, and nobody is told. Any other
 * operation is refused, and the signature of a request is not looked at.
 */
public final class SnsEmulator implements AutoCloseable {

    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    private static final int LONGEST_SUBJECT = 100;
    private static final int LONGEST_MESSAGE = 262_144;

    private final List<Published> published = new CopyOnWriteArrayList<>();
    private final List<Consumer<Published>> listeners = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI endpoint;

    private SnsEmulator() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
        this.endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was published to a topic. */
    public record Published(String topicArn, String subject, String message) {}

    /** Starts on any free port. */
    public static SnsEmulator start() {
        try {
            return new SnsEmulator();
        } catch (IOException e) {
            throw new UncheckedIOException("The SNS emulator did not start", e);
        }
    }

    /** Where clients connect, such as {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return endpoint;
    }

    /** All that was published so far, in this order. */
    public List<Published> published() {
        return List.copyOf(published);
    }

    /** Tells somebody what is published from now on. */
    public void onPublished(Consumer<Published> listener) {
        listeners.add(listener);
    }

    /** Stops answering. A second call does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(form(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            byte[] body = answer.xml().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(Map<String, String> form) {
        String action = form.getOrDefault("Action", "");
        if (!action.equals("Publish")) {
            return Answer.error("InvalidAction", "Only Publish is emulated, not: " + action);
        }
        String topicArn = form.getOrDefault("TopicArn", "");
        String subject = form.getOrDefault("Subject", "");
        String message = form.getOrDefault("Message", "");
        if (!topicArn.startsWith("arn:aws:sns:")) {
            return Answer.error("InvalidParameter", "Invalid parameter: TopicArn");
        }
        if (!subject.matches("[ -~]{0," + LONGEST_SUBJECT + "}")) {
            return Answer.error("InvalidParameter", "Invalid parameter: Subject");
        }
        if (message.isEmpty() || message.getBytes(UTF_8).length > LONGEST_MESSAGE) {
            return Answer.error("InvalidParameter", "Invalid parameter: Message");
        }
        Published publication = new Published(topicArn, subject, message);
        published.add(publication);
        listeners.forEach(listener -> listener.accept(publication));
        return Answer.published(UUID.randomUUID().toString());
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return form;
    }

    private record Answer(int status, String xml) {

        static Answer published(String messageId) {
            return new Answer(
                    200,
                    "<PublishResponse xmlns=\"" + NAMESPACE + "\"><PublishResult><MessageId>" + messageId
                            + "</MessageId></PublishResult>" + metadata() + "</PublishResponse>");
        }

        static Answer error(String code, String message) {
            return new Answer(
                    400,
                    "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>Sender</Type><Code>" + code
                            + "</Code><Message>" + message.replaceAll("[<>&]", "?") + "</Message></Error><RequestId>"
                            + UUID.randomUUID() + "</RequestId></ErrorResponse>");
        }

        private static String metadata() {
            return "<ResponseMetadata><RequestId>" + UUID.randomUUID() + "</RequestId></ResponseMetadata>";
        }
    }
}
