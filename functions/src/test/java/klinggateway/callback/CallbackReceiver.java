package klinggateway.callback;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import klinggateway.Events;

/** Hears what Kling's emulator calls back, and keeps it until a test gives it to the function {@code callback}. */
public final class CallbackReceiver implements AutoCloseable {

    private static final String PATH = "/callbacks/kling/";

    private final HttpServer server;
    private List<APIGatewayV2HTTPEvent> heard = new ArrayList<>();

    public CallbackReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH, this::hear);
        server.start();
    }

    /** What stands for the gateway's own URL. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What has come since the last call. */
    public synchronized List<APIGatewayV2HTTPEvent> take() {
        List<APIGatewayV2HTTPEvent> taken = heard;
        heard = new ArrayList<>();
        return taken;
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            APIGatewayV2HTTPEvent event = Events.http("callback");
            event.setPathParameters(
                    Map.of("token", exchange.getRequestURI().getPath().substring(PATH.length())));
            event.setBody(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            keep(event);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private synchronized void keep(APIGatewayV2HTTPEvent event) {
        heard.add(event);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
