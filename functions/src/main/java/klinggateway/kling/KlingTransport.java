package klinggateway.kling;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Carries requests to Kling over HTTP/1.1, each within one deadline that covers connecting, all tries and the whole body. It
 * never throws: what goes wrong is an answer, too. A request is repeated only if nothing of it was sent, or if Kling refused
 * its token as stale.
 */
final class KlingTransport {

    private static final int ANSWER_LIMIT = 8 << 20;

    /** A sandbox may have been frozen since; what Kling closed meanwhile would swallow the next request. */
    private static final Duration CONNECTIONS_GOOD_FOR = Duration.ofSeconds(20);

    private final URI endpoint;
    private final Supplier<KlingCredential> credential;
    private final BearerTokens tokens;
    private final InstantSource clock;
    private final String userAgent;
    private HttpClient client = newClient();
    private Instant lastUse = Instant.MIN;

    KlingTransport(URI endpoint, Supplier<KlingCredential> credential, InstantSource clock, String userAgent) {
        this.endpoint = endpoint;
        this.credential = credential;
        this.tokens = new BearerTokens(clock);
        this.clock = clock;
        this.userAgent = userAgent;
    }

    /** What became of a request. */
    sealed interface Exchange {
        record Answered(KlingAnswer answer) implements Exchange {}

        record Failed(KlingError error) implements Exchange {}
    }

    String host() {
        return endpoint.getHost();
    }

    /** The credential in use, or empty if none can be had. */
    Optional<KlingCredential> credential() {
        try {
            return Optional.of(credential.get());
        } catch (RuntimeException unreadable) {
            // Whatever is wrong with it, its text must not get into a log by way of the exception.
            return Optional.empty();
        }
    }

    Exchange call(String method, String path, Optional<String> body, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Exchange first = send(method, path, body, deadline);
        if (first instanceof Exchange.Answered(var answer) && isStaleToken(answer.error())) {
            tokens.renew();
            return send(method, path, body, deadline);
        }
        return first;
    }

    /** What the server of a file says about its length. */
    OptionalLong contentLength(URI url, Duration timeout) {
        try {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .HEAD()
                    .header("User-Agent", userAgent)
                    .build();
            HttpResponse<Void> response =
                    response(request, BodyHandlers.discarding(), System.nanoTime() + timeout.toNanos());
            return response.statusCode() == 200
                    ? response.headers().firstValueAsLong("content-length")
                    : OptionalLong.empty();
        } catch (IOException | TimeoutException | IllegalArgumentException unknown) {
            return OptionalLong.empty();
        }
    }

    private Exchange send(String method, String path, Optional<String> body, long deadline) {
        Optional<KlingCredential> known = credential();
        if (known.isEmpty()) {
            return failed("the gateway has no usable credential for Kling");
        }
        String token = tokens.tokenFor(known.get());
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("User-Agent", userAgent)
                .build();
        try {
            return exchange(request, token, deadline);
        } catch (ConnectException nothingSent) {
            try {
                return exchange(request, token, deadline);
            } catch (IOException e) {
                return failed("no connection to " + host());
            }
        } catch (IOException e) {
            return failed(
                    "the connection to " + host() + " broke: " + e.getClass().getSimpleName());
        }
    }

    private Exchange exchange(HttpRequest request, String token, long deadline) throws IOException {
        try {
            BodyHandler<byte[]> limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_LIMIT);
            HttpResponse<byte[]> response = response(request, limited, deadline);
            byte[] body = response.statusCode() == 200 ? response.body() : without(token, response.body());
            return new Exchange.Answered(KlingAnswer.read(response.statusCode(), body));
        } catch (TimeoutException e) {
            return failed("no answer from " + host() + " in time");
        }
    }

    /** A refusal may quote the token that it refuses, and what it says is kept and shown to callers. */
    private static byte[] without(String token, byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .replace(token, "<redacted>")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The JDK's own time-out ends with the headers, and a body can stall for ever. */
    private <T> HttpResponse<T> response(HttpRequest request, BodyHandler<T> handler, long deadline)
            throws IOException, TimeoutException {
        CompletableFuture<HttpResponse<T>> future = freshClient().sendAsync(request, handler);
        try {
            return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            // Closes the connection if the answer has not come; nothing may go out after the handler has returned.
            future.cancel(true);
        }
    }

    private synchronized HttpClient freshClient() {
        Instant now = clock.instant();
        if (lastUse.isBefore(now.minus(CONNECTIONS_GOOD_FOR))) {
            client = newClient();
        }
        lastUse = now;
        return client;
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static boolean isStaleToken(KlingError error) {
        return error.is(KlingCode.TOKEN_NOT_YET_VALID) || error.is(KlingCode.TOKEN_EXPIRED);
    }

    private static Exchange failed(String message) {
        return new Exchange.Failed(KlingError.ofTransport(message));
    }
}
