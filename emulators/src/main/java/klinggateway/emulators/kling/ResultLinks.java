package klinggateway.emulators.kling;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes and checks the signed URLs of results: docs/kling.md, Results. */
final class ResultLinks {
    static final String PREFIX = "/files/";
    private static final int SIGNATURE_LENGTH = 32;

    private final URI base;
    private final long seed;

    ResultLinks(URI base, long seed) {
        this.base = base;
        this.seed = seed;
    }

    String url(Task task, String name) {
        String path = PREFIX + task.id() + "/" + name;
        long expires = task.resultsVanishAt().getEpochSecond();
        return base.resolve(path + "?Expires=" + expires + "&sig=" + signature(path, expires))
                .toString();
    }

    /** Of the video a task has made. */
    String video(Task task) {
        return url(task, task.resultId() + ".mp4");
    }

    boolean isGenuine(String path, long expires, String signature) {
        return signature(path, expires).equals(signature);
    }

    private String signature(String path, long expires) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((seed + "\n" + path + "\n" + expires).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SIGNATURE_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
