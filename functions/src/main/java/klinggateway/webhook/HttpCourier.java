package klinggateway.webhook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends by HTTP/1.1 on a connection of its own, to where {@link GuardedResolver} lets it. It follows no redirect, uses no proxy,
 * keeps no cookie, sends no credential, repeats nothing and unpacks nothing.
 */
public final class HttpCourier implements Courier {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int MOST_CONNECTIONS = 100;
    /** An answer's body is read so far, so that its sender sees no broken connection, and nothing of it is kept. */
    private static final int READ_OF_ANSWER = 4 << 10;

    private static final int LONGEST_LINE = 8 << 10;
    private static final int MOST_HEADERS = 100;

    private final CloseableHttpClient client;

    public HttpCourier(WebhookTargets targets, String userAgent) {
        this(targets, userAgent, SystemDefaultDnsResolver.INSTANCE, proxy -> new Socket(Proxy.NO_PROXY));
    }

    /**
     * @param names resolves names, unfiltered
     * @param sockets makes each socket that is then connected
     */
    HttpCourier(WebhookTargets targets, String userAgent, DnsResolver names, DetachedSocketFactory sockets) {
        var tls = RegistryBuilder.<TlsSocketStrategy>create()
                .register(URIScheme.HTTPS.id, DefaultClientTlsStrategy.createDefault())
                .build();
        var connections = new PoolingHttpClientConnectionManager(
                new DefaultHttpClientConnectionOperator(sockets, null, new GuardedResolver(targets, names), tls),
                PoolConcurrencyPolicy.LAX,
                PoolReusePolicy.LIFO,
                TimeValue.ZERO_MILLISECONDS,
                ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build());
        connections.setMaxTotal(MOST_CONNECTIONS);
        connections.setDefaultMaxPerRoute(MOST_CONNECTIONS);
        connections.setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(CONNECT).build());
        client = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .build();
    }

    @Override
    public Reply send(Letter letter, Duration timeout) {
        HttpPost post = new HttpPost(letter.url());
        letter.headers().forEach(post::setHeader);
        post.setEntity(new StringEntity(letter.body(), ContentType.APPLICATION_JSON));
        post.setConfig(RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setResponseTimeout(Timeout.of(timeout))
                .build());
        try (Watch watch = Watch.over(post, timeout)) {
            try {
                return answered(client.executeOpen(null, post, null));
            } catch (IOException e) {
                return new Reply.Unanswered(watch.hasEnded() ? "no answer in time" : reason(e));
            } finally {
                // Ends the connection. Closing the response would read the rest of it first, however long that is.
                post.cancel();
            }
        }
    }

    /** Ends a request that takes too long as a whole, however busily its receiver sends byte after byte. */
    private record Watch(Thread thread, AtomicBoolean ended) implements AutoCloseable {

        static Watch over(HttpPost post, Duration timeout) {
            AtomicBoolean ended = new AtomicBoolean();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(timeout);
                    ended.set(true);
                    post.cancel();
                } catch (InterruptedException inTime) {
                    // The request has ended by itself.
                }
            });
            return new Watch(thread, ended);
        }

        boolean hasEnded() {
            return ended.get();
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    private static Reply answered(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            try {
                entity.getContent().readNBytes(READ_OF_ANSWER);
            } catch (IOException unfinished) {
                // Its status has come, and that is all there is to know.
            }
        }
        Optional<Duration> retryAfter =
                Optional.ofNullable(response.getFirstHeader("Retry-After")).flatMap(HttpCourier::pause);
        return new Reply.Answered(response.getCode(), retryAfter);
    }

    private static Optional<Duration> pause(Header retryAfter) {
        String text = retryAfter.getValue().strip();
        try {
            return Optional.of(
                            text.matches("[0-9]{1,9}")
                                    ? Duration.ofSeconds(Long.parseLong(text))
                                    : Duration.between(
                                            Instant.now(),
                                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)))
                    .filter(Duration::isPositive);
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Without the exception's own words, which may name addresses. */
    private static String reason(IOException e) {
        return switch (e) {
            case GuardedResolver.PrivateHostException refused -> "the URL must be at a host of the public internet";
            case UnknownHostException unknown -> "the name of the host is unknown";
            case SSLException tls -> "no TLS with a certificate that is trusted";
            case SocketTimeoutException slow -> "no answer in time";
            case InterruptedIOException slow -> "no answer in time";
            default -> "the connection was refused or broken";
        };
    }
}
