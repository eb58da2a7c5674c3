package klinggateway.emulators.kling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Serves the files behind result URLs, until these have expired: docs/kling.md, Results. */
final class ResultFiles {
    private static final byte[] VIDEO = resource("result.mp4");
    private static final byte[] IMAGE = resource("result.png");
    private static final byte[] MP3 = resource("result.mp3");
    private static final byte[] WAV = resource("result.wav");

    private final KlingAccount account;
    private final ResultLinks links;
    private final InstantSource clock;

    ResultFiles(KlingAccount account, ResultLinks links, InstantSource clock) {
        this.account = account;
        this.links = links;
        this.clock = clock;
    }

    Answer answer(ApiRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Answer.Bytes.page(405, "405 Method Not Allowed");
        }
        String path = request.path();
        long expires = request.query("Expires").map(ResultFiles::seconds).orElse(0L);
        boolean genuine = links.isGenuine(path, expires, request.query("sig").orElse(""));
        if (!genuine || !clock.instant().isBefore(Instant.ofEpochSecond(expires))) {
            return Answer.Bytes.page(403, "403 Forbidden");
        }
        String taskId = path.substring(ResultLinks.PREFIX.length(), path.lastIndexOf('/'));
        Optional<Task> task = account.find(taskId).filter(found -> found.status() == TaskStatus.SUCCEEDED);
        if (task.isEmpty()) {
            return Answer.Bytes.page(404, "404 Not Found");
        }
        if (task.get().hooks().has("url", "403")) {
            return Answer.Bytes.page(403, "403 Forbidden");
        }
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "mp4" -> new Answer.Bytes(200, "video/mp4", VIDEO);
            case "mp3" -> new Answer.Bytes(200, "audio/mpeg", MP3);
            case "wav" -> new Answer.Bytes(200, "audio/wav", WAV);
            default -> new Answer.Bytes(200, "image/png", IMAGE);
        };
    }

    private static long seconds(String text) {
        return text.matches("\\d{1,12}") ? Long.parseLong(text) : 0L;
    }

    private static byte[] resource(String name) {
        try (InputStream in = ResultFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
