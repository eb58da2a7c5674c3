package klinggateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import klinggateway.webhook.Courier.Letter;
import klinggateway.webhook.Courier.Reply;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCourierTest {

    static final List<String> ADDRESSES = HostileUrls.ADDRESSES;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<SocketAddress> connected = Collections.synchronizedList(new ArrayList<>());
    private final Listener listener = new Listener();

    @AfterEach
    void stop() {
        listener.close();
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void a_name_that_leads_to_a_private_address_is_connected_to_by_nobody(String address) {
        HttpCourier courier = courier(WebhookTargets.PUBLIC, answering(address));

        Reply reply = courier.send(letter("https://harmless.example.com/hook"), PATIENCE);

        assertThat(reply).isEqualTo(new Reply.Unanswered("the URL must be at a host of the public internet"));
        assertThat(connected).isEmpty();
        assertThat(listener.seen()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://localhost/"
            })
    void an_address_goes_through_the_same_filter_as_a_name(String url) {
        HttpCourier courier = courier(WebhookTargets.PUBLIC, InetAddress::getAllByName);

        Reply reply = courier.send(letter(url), PATIENCE);

        assertThat(reply).isInstanceOf(Reply.Unanswered.class);
        assertThat(connected).isEmpty();
    }

    @Test
    void what_was_checked_is_what_is_connected_to_even_if_the_name_leads_elsewhere_by_then() {
        AtomicInteger questions = new AtomicInteger();
        // 192.0.2.0/24 would be refused; this one is nobody's either, but counts as public.
        HttpCourier courier = courier(WebhookTargets.PUBLIC, host -> {
            boolean isFirst = questions.getAndIncrement() == 0;
            return new InetAddress[] {InetAddress.ofLiteral(isFirst ? "100.128.0.1" : "127.0.0.1")};
        });

        courier.send(letter("https://rebinding.example.com/"), Duration.ofMillis(300));

        assertThat(questions).hasValue(1);
        assertThat(connected)
                .allSatisfy(address -> assertThat(((InetSocketAddress) address).getAddress())
                        .isEqualTo(InetAddress.ofLiteral("100.128.0.1")));
        assertThat(listener.seen()).isZero();
    }

    @Test
    void of_several_addresses_only_the_public_ones_are_tried() {
        HttpCourier courier = courier(WebhookTargets.PUBLIC, host -> new InetAddress[] {
            InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("100.128.0.1"), InetAddress.ofLiteral("::1")
        });

        courier.send(letter("https://mixed.example.com/"), Duration.ofMillis(300));

        assertThat(connected)
                .hasSize(1)
                .allSatisfy(address -> assertThat(((InetSocketAddress) address).getAddress())
                        .isEqualTo(InetAddress.ofLiteral("100.128.0.1")));
    }

    @Test
    void a_message_is_a_post_with_its_headers_and_without_any_that_nobody_needs() {
        listener.answering("HTTP/1.1 204 No Content\r\n\r\n");

        Reply reply = local().send(letter(listener.url()), PATIENCE);

        assertThat(reply).isEqualTo(new Reply.Answered(204, Optional.empty()));
        assertThat(listener.lastRequest())
                .startsWith("POST /hook HTTP/1.1\r\n")
                .contains("webhook-id: msg_1\r\n", "User-Agent: kling-gateway/test\r\n")
                .contains("Content-Type: application/json")
                .endsWith("\r\n\r\n{\"a\":\"ü\"}")
                .doesNotContainIgnoringCase("cookie", "authorization", "accept-encoding", "upgrade", "expect");
    }

    @Test
    void a_redirect_is_not_followed() {
        listener.answering("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + listener.port()
                + "/secret\r\nContent-Length: 0\r\n\r\n");

        Reply reply = local().send(letter(listener.url()), PATIENCE);

        assertThat(reply).isEqualTo(new Reply.Answered(302, Optional.empty()));
        assertThat(listener.seen()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407, 408, 421, 425, 429, 500, 503})
    void nothing_is_sent_twice_whatever_is_answered(int status) {
        listener.answering("HTTP/1.1 " + status + " Oops\r\nRetry-After: 1\r\nWWW-Authenticate: Basic realm=\"a\"\r\n"
                + "Proxy-Authenticate: Basic realm=\"a\"\r\nContent-Length: 0\r\n\r\n");

        Reply reply = local().send(letter(listener.url()), PATIENCE);

        assertThat(reply).isEqualTo(new Reply.Answered(status, Optional.of(Duration.ofSeconds(1))));
        assertThat(listener.seen()).isEqualTo(1);
    }

    @Test
    void a_receiver_that_never_answers_is_given_up_in_time() {
        listener.answering("");

        assertThatIsGivenUp(local());
    }

    @Test
    void a_receiver_that_sends_byte_after_byte_is_given_up_in_time_as_well() {
        listener.dripping("HTTP/1.1 200 OK\r\nX-Slow: ");

        assertThatIsGivenUp(local());
    }

    @Test
    void of_a_long_answer_only_the_beginning_is_read() {
        listener.endless("HTTP/1.1 200 OK\r\nContent-Length: 819200000\r\n\r\n");

        Reply reply = local().send(letter(listener.url()), PATIENCE);

        assertThat(reply).isEqualTo(new Reply.Answered(200, Optional.empty()));
        // What the sockets of both sides hold, at most.
        assertThat(listener.written()).isLessThan(50 << 20);
    }

    @Test
    void a_header_without_an_end_is_no_answer() {
        listener.endless("HTTP/1.1 200 OK\r\nX-Endless: ");

        Reply reply = local().send(letter(listener.url()), PATIENCE);

        assertThat(reply).isEqualTo(new Reply.Unanswered("the connection was refused or broken"));
        assertThat(listener.written()).isLessThan(50 << 20);
    }

    @Test
    void what_is_no_http_is_no_answer() {
        listener.answering("SSH-2.0-OpenSSH_9.6\r\n");

        Reply reply = local().send(letter(listener.url()), Duration.ofSeconds(1));

        assertThat(reply).isInstanceOf(Reply.Unanswered.class);
    }

    @Test
    void nobody_there_is_no_answer() {
        listener.close();

        Reply reply = local().send(letter(listener.url()), PATIENCE);

        assertThat(reply).isEqualTo(new Reply.Unanswered("the connection was refused or broken"));
    }

    @Test
    void an_unknown_name_is_no_answer() {
        HttpCourier courier = courier(WebhookTargets.PUBLIC, host -> {
            throw new UnknownHostException(host);
        });

        Reply reply = courier.send(letter("https://gone.example.com/"), PATIENCE);

        assertThat(reply).isEqualTo(new Reply.Unanswered("the name of the host is unknown"));
    }

    private void assertThatIsGivenUp(HttpCourier courier) {
        Instant started = Instant.now();

        Reply reply = courier.send(letter(listener.url()), Duration.ofMillis(400));

        assertThat(reply).isEqualTo(new Reply.Unanswered("no answer in time"));
        assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    private static Letter letter(String url) {
        return new Letter(url, Map.of("webhook-id", "msg_1"), "{\"a\":\"ü\"}");
    }

    private HttpCourier local() {
        return courier(WebhookTargets.ANY, InetAddress::getAllByName);
    }

    private HttpCourier courier(WebhookTargets targets, Names names) {
        return new HttpCourier(targets, "kling-gateway/test", names, proxy -> new Socket() {
            @Override
            public void connect(SocketAddress address, int timeout) throws IOException {
                connected.add(address);
                super.connect(address, timeout);
            }
        });
    }

    private static Names answering(String address) {
        return host -> new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    /** Somebody who resolves names. */
    @FunctionalInterface
    private interface Names extends DnsResolver {

        @Override
        InetAddress[] resolve(String host) throws UnknownHostException;

        @Override
        default String resolveCanonicalHostname(String host) {
            throw new AssertionError("nobody should ask for it");
        }
    }

    /** Listens on the loopback interface, and answers as it is told. */
    private static final class Listener implements AutoCloseable {

        private final ServerSocket server;
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicLong written = new AtomicLong();
        private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        private volatile Manner manner = Manner.ONCE;
        private volatile String request = "";

        private enum Manner {
            ONCE,
            DRIPPING,
            ENDLESS
        }

        Listener() {
            try {
                server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return server.getLocalPort();
        }

        String url() {
            return "http://127.0.0.1:" + port() + "/hook";
        }

        int seen() {
            return seen.get();
        }

        /** How many bytes of an endless answer went out. */
        long written() {
            return written.get();
        }

        String lastRequest() {
            return request;
        }

        void answering(String text) {
            answer = text;
        }

        void dripping(String text) {
            answer = text;
            manner = Manner.DRIPPING;
        }

        void endless(String text) {
            answer = text;
            manner = Manner.ENDLESS;
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    seen.incrementAndGet();
                    request = read(socket.getInputStream());
                    socket.getOutputStream().write(answer.getBytes(UTF_8));
                    byte[] more = new byte[manner == Manner.ENDLESS ? 8192 : 1];
                    Arrays.fill(more, (byte) 'a');
                    for (int i = 0; i < 100_000 && manner != Manner.ONCE; i++) {
                        socket.getOutputStream().write(more);
                        written.addAndGet(more.length);
                        if (manner == Manner.DRIPPING) {
                            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                        }
                    }
                    if (answer.isEmpty()) {
                        socket.getInputStream().read();
                    }
                } catch (IOException gone) {
                    // The client has left, or the test is over.
                }
            }
        }

        private static String read(InputStream in) throws IOException {
            StringBuilder text = new StringBuilder();
            byte[] buffer = new byte[8192];
            while (text.indexOf("}") < 0) {
                int count = in.read(buffer);
                if (count < 0) {
                    break;
                }
                text.append(new String(buffer, 0, count, UTF_8));
            }
            return text.toString();
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
