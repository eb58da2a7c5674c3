package klinggateway.emulators.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.NullConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB on the loopback interface: Amazon's DynamoDB Local inside this process. Every caller sees the same tables, whatever its
 * credentials and region are.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {

    // Held here because java.util.logging forgets the level of a logger that nobody refers to.
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    static {
        SQLITE.setLevel(Level.OFF);
    }

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final URI endpoint;

    private EmbeddedDynamoDb(Server server, LocalDynamoDBServerHandler handler, URI endpoint) {
        this.server = server;
        this.handler = handler;
        this.endpoint = endpoint;
    }

    /** Starts with no tables; what is written is gone after {@link #close()}. */
    public static EmbeddedDynamoDb inMemory() {
        return start(true, null);
    }

    /** Starts with the tables kept in a folder, which is created if it is missing. Only one process may use a folder at a time. */
    public static EmbeddedDynamoDb in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the folder for DynamoDB: " + folder, e);
        }
        return start(false, folder.toAbsolutePath().toString());
    }

    /** Where clients connect, such as {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return endpoint;
    }

    /** Stops answering and closes the tables. A second call does nothing. */
    @Override
    public void close() {
        if (server.isStopped()) {
            return;
        }
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares nothing narrower
            throw new IllegalStateException("DynamoDB at " + endpoint + " did not stop", e);
        } finally {
            handler.close();
        }
    }

    /**
     * DynamoDB Local's own ServerRunner listens on every interface, prints a banner and may send telemetry; so its handler is put on a Jetty
     * server of our own, on which none of these happens and the port is chosen without a race.
     */
    private static EmbeddedDynamoDb start(boolean inMemory, @Nullable String folder) {
        Configurator.initialize(new NullConfiguration());
        var handler =
                new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, inMemory, folder, true, false), null);
        var server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(new ContextHandler(handler, "/"));
        try {
            server.start();
        } catch (Exception e) { // Jetty declares nothing narrower
            handler.close();
            throw new IllegalStateException("DynamoDB did not start", e);
        }
        int port = server.getURI().getPort();
        return new EmbeddedDynamoDb(server, handler, URI.create("http://127.0.0.1:" + port));
    }
}
