package klinggateway.emulators.kling;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Listens on the loopback interface, and has each request answered in a thread of its own. */
final class Listener implements AutoCloseable {
    static {
        // Without it every answer on a kept-alive connection waits some 40 ms; the server reads it once.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = System.getLogger(Listener.class.getName());
    private static final int BACKLOG = 512;

    private final HttpServer server;
    private final Wire wire;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Listener(HttpServer server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    /**
     * Takes the port, but answers nothing yet.
     *
     * @param port 0 is any free one
     * @throws UncheckedIOException if the port is taken
     */
    static Listener at(int port, Wire wire) {
        try {
            return new Listener(
                    HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG), wire);
        } catch (IOException e) {
            throw new UncheckedIOException("the Kling emulator cannot listen on port " + port, e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Begins to answer. */
    void start(Function<ApiRequest, Answer> answers) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, answers));
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange, Function<ApiRequest, Answer> answers) throws IOException {
        try (exchange) {
            ApiRequest request = Wire.read(exchange);
            wire.write(exchange, answer(request, answers));
        }
    }

    private static Answer answer(ApiRequest request, Function<ApiRequest, Answer> answers) {
        try {
            return answers.apply(request);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the Kling emulator cannot answer " + request.method() + " " + request.path(), e);
            return new Answer.Refused(Refusal.onPurpose(5000));
        }
    }
}
