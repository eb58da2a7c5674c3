package klinggateway.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Stands in for AWS, for Kling and for callers' webhooks on the loopback interface, by HTTPS. Each connection carries one request, so none is left when the stage
 * is closed.
 */
public final class Stage implements AutoCloseable {

    private static final String CREDENTIALS = "/credentials";
    private static final String NOTHING = "";
    private static final int BACKLOG = 50;

    private final JsonMapper json = JsonMapper.builder().build();
    private final OwnTrust trust = OwnTrust.establish();
    private final ServerSocket server;
    /** Lambda gives credentials without TLS. */
    private final ServerSocket plainServer;

    private final StandInAws aws = new StandInAws();
    private final StandInKling kling;

    private Stage() throws GeneralSecurityException, IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.server = trust.context().getServerSocketFactory().createServerSocket(0, BACKLOG, loopback);
        this.plainServer = new ServerSocket(0, BACKLOG, loopback);
        this.kling = new StandInKling(url());
        Thread.ofPlatform().daemon().name("stage").start(() -> perform(server));
        Thread.ofPlatform().daemon().name("stage, plain").start(() -> perform(plainServer));
    }

    /** Opens a stage, which everything in this process trusts that is made before it is closed. */
    public static Stage open() throws GeneralSecurityException, IOException {
        return new Stage();
    }

    /** The function's environment {@code variables}, with everything outside of it being here. */
    public Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> staged = new HashMap<>(variables);
        staged.keySet().removeIf(name -> name.startsWith("AWS_ACCESS_") || name.startsWith("AWS_SE"));
        staged.put("AWS_ENDPOINT_URL_DYNAMODB", url());
        staged.put("AWS_ENDPOINT_URL_SQS", url());
        staged.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", url());
        staged.put("AWS_ENDPOINT_URL_SNS", url());
        staged.put("KLING_ENDPOINT", url());
        staged.put("WEBHOOK_TARGETS", "any");
        staged.put("GATEWAY_SECRET_ARN", "gateway");
        staged.put("ADMIN_SECRET_ARN", "admin");
        staged.put("KLING_SECRET_ARN", "kling");
        return staged;
    }

    /** Where a sandbox's credentials are asked for. */
    public String credentialsUrl() {
        return "http://127.0.0.1:" + plainServer.getLocalPort() + CREDENTIALS;
    }

    @Override
    public void close() throws IOException {
        server.close();
        plainServer.close();
        trust.close();
    }

    private String url() {
        return "https://" + OwnTrust.HOST + ":" + server.getLocalPort();
    }

    private void perform(ServerSocket scene) {
        while (!scene.isClosed()) {
            try (Socket socket = scene.accept()) {
                answer(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
            } catch (IOException gone) {
                // The client has left, or the stage is closed.
            }
        }
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        String requestLine = line(in);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (headers.containsKey("expect")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        byte[] answer = answer(requestLine, headers.getOrDefault("x-amz-target", NOTHING), body)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + answer.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(requestLine.startsWith("HEAD ") ? new byte[0] : answer);
    }

    private JsonNode answer(String requestLine, String target, byte[] body) throws IOException {
        if (!target.isEmpty()) {
            return aws.answer(target.substring(target.indexOf('.') + 1), json.readTree(body));
        }
        return requestLine.contains(CREDENTIALS) ? StandInAws.credentials() : kling.task();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
