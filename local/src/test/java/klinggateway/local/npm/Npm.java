package klinggateway.local.npm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The packages of {@code package-lock.json}, installed once below {@code target} with the scripts beside it, and Node to run them.
 * Nothing that a package wants to run when it is installed is run.
 */
final class Npm {

    private static final Path SOURCES = Path.of("src", "test", "resources", "klinggateway", "local", "npm");
    private static final Path FOLDER = Path.of("target", "npm").toAbsolutePath();
    private static final String LOCK = "package-lock.json";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** The first with all that the clients use, such as files in forms. */
    private static final int LEAST_NODE = 20;

    private Npm() {}

    /** What a command has printed, output and errors together. */
    record Ended(int exitCode, String printed) {}

    /**
     * Installs what is not there yet. Without Node or the registry the test that asks is skipped, or fails if the system
     * property {@code npm} is {@code required}.
     */
    static synchronized Npm installed() {
        try {
            int node = Integer.parseInt(check(run(Path.of("").toAbsolutePath(), Map.of(), "node", "--version"))
                    .replaceFirst("(?s)^v(\\d+)\\..*", "$1"));
            if (node < LEAST_NODE) {
                throw new IOException("Node is of version " + node + ", and the clients need " + LEAST_NODE);
            }
            Files.createDirectories(FOLDER);
            // Surefire runs test classes in processes side by side: one installs, the others wait for it.
            try (FileChannel file = FileChannel.open(
                            FOLDER.resolveSibling("npm.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = file.lock()) {
                install();
            }
            return new Npm();
        } catch (IOException e) {
            String reason = "node and npm, or the npm registry, cannot be used: " + e.getMessage();
            if (System.getProperty("npm", "").equals("required")) {
                throw new IllegalStateException(reason, e);
            }
            throw new TestAbortedException(reason, e);
        }
    }

    /** Where the packages and a copy of the scripts are. */
    Path folder() {
        return FOLDER;
    }

    /** Runs a command that a package brings, such as {@code tsc}, and waits for its end, two minutes at most. */
    Ended run(String command, String... arguments) {
        return node(
                Map.of(),
                Stream.concat(Stream.of(Path.of("node_modules", ".bin", command).toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** Runs a script with these variables added to the environment, and waits for its end, two minutes at most. */
    Ended node(Map<String, String> environment, String... arguments) {
        try {
            // Clients read proxies from the environment, and what they ask here is on this machine.
            Map<String, String> direct = new HashMap<>(Map.of("NO_PROXY", "127.0.0.1", "no_proxy", "127.0.0.1"));
            direct.putAll(environment);
            return run(
                    FOLDER,
                    direct,
                    Stream.concat(Stream.of("node"), Stream.of(arguments)).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install() throws IOException {
        boolean isThere = Files.exists(FOLDER.resolve("node_modules").resolve("." + LOCK))
                && Files.mismatch(SOURCES.resolve(LOCK), FOLDER.resolve(LOCK)) < 0;
        copySources();
        if (!isThere) {
            check(run(
                    FOLDER,
                    Map.of(),
                    "npm",
                    "ci",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--no-update-notifier",
                    "--prefer-offline"));
        }
    }

    /** Leaves alone what is there: another process may be reading it. */
    private static void copySources() throws IOException {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                Path copy = FOLDER.resolve(source.getFileName());
                if (!Files.exists(copy) || Files.mismatch(source, copy) >= 0) {
                    Files.write(copy, Files.readAllBytes(source));
                }
            }
        }
    }

    private static String check(Ended ended) throws IOException {
        if (ended.exitCode() != 0) {
            throw new IOException(ended.printed());
        }
        return ended.printed();
    }

    private static Ended run(Path folder, Map<String, String> environment, String... command) throws IOException {
        Path printed = Files.createTempFile("npm", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile());
            builder.environment().put("NO_COLOR", "1");
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " has not ended after " + PATIENCE + ": "
                        + Files.readString(printed));
            }
            return new Ended(process.exitValue(), Files.readString(printed));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in " + String.join(" ", command), e);
        } finally {
            Files.deleteIfExists(printed);
        }
    }
}
