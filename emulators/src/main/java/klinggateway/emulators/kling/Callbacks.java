package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import klinggateway.emulators.kling.Product.Generation;

/**
 * Tells callback URLs of every change of a task, once each and in order, unless a hook wants it otherwise.
 *
 * <p>Errors of the receiver are ignored: no retry is documented (docs/kling.md, Callbacks).
 */
final class Callbacks implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Callbacks.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final KlingAccount account;
    private final TaskView view;
    private final Chance chance;
    private final InstantSource clock;
    private final Optional<WebhookSignature> signature;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, CompletableFuture<Void>> sendingByTask = new HashMap<>();
    private boolean closed;

    Callbacks(
            KlingAccount account,
            TaskView view,
            Chance chance,
            InstantSource clock,
            Optional<WebhookSignature> signature) {
        this.account = account;
        this.view = view;
        this.chance = chance;
        this.clock = clock;
        this.signature = signature;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed to the socket and never compared
    private record Message(String id, URI to, byte[] body) {}

    /** Starts sending everything that is due; what concerns one task is sent one after the other. */
    synchronized void startDue() {
        if (closed) {
            return;
        }
        sendingByTask.values().removeIf(CompletableFuture::isDone);
        for (Task change : account.takeChanges()) {
            CompletableFuture<Void> sending =
                    sendingByTask.getOrDefault(change.id(), CompletableFuture.runAsync(() -> {}, Runnable::run));
            for (Message message : messages(change)) {
                sending = sending.thenRunAsync(() -> send(message), threads);
            }
            sendingByTask.put(change.id(), sending);
        }
    }

    /** Sends everything that is due and waits until it has been heard or given up. */
    void sendDue() {
        startDue();
        CompletableFuture.allOf(inFlight()).join();
    }

    private synchronized CompletableFuture<?>[] inFlight() {
        return sendingByTask.values().toArray(CompletableFuture[]::new);
    }

    private List<Message> messages(Task change) {
        Optional<URI> to = change.order().callback();
        if (to.isEmpty()) {
            return List.of();
        }
        return switch (change.hooks().value("callback").orElse("")) {
            case "lost" -> List.of();
            case "twice" -> Collections.nCopies(2, message(change, to.get()));
            case "reordered" -> reordered(change, to.get());
            default -> List.of(message(change, to.get()));
        };
    }

    private List<Message> reordered(Task change, URI to) {
        if (change.status() == TaskStatus.PROCESSING) {
            return List.of();
        }
        if (change.status() == TaskStatus.SUBMITTED) {
            return List.of(message(change, to));
        }
        Task before = change.moved(TaskStatus.PROCESSING, change.plan().processingAt())
                .charged(List.of());
        return List.of(message(change, to), message(before, to));
    }

    private Message message(Task task, URI to) {
        ObjectNode body =
                task.product().generation() == Generation.LEGACY ? view.legacyCallback(task) : view.current(task);
        return new Message(chance.messageId(), to, Json.bytes(body));
    }

    private void send(Message message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(message.to())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(message.body()));
        signature.ifPresent(by -> {
            Instant now = clock.instant();
            request.header("webhook-id", message.id())
                    .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                    .header("webhook-signature", by.sign(message.id(), now, message.body()));
        });
        try {
            http.send(request.build(), BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "callback to {0} was not heard: {1}", message.to(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        threads.shutdownNow();
        http.shutdownNow();
    }
}
