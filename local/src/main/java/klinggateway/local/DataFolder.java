package klinggateway.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway on one machine keeps between runs: its tables, and its secrets in a file only its owner can read. One gateway at a time can
 * use a folder. Without a folder, everything is forgotten at the end.
 */
public final class DataFolder implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final @Nullable Path folder;
    private final @Nullable FileChannel lock;
    private final Map<String, String> secrets = new TreeMap<>();
    private final SecureRandom random = new SecureRandom();

    private DataFolder(@Nullable Path folder, @Nullable FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Keeps nothing. */
    public static DataFolder inMemory() {
        return new DataFolder(null, null);
    }

    /**
     * Opens a folder, which is created if it is missing.
     *
     * @throws StartException if it cannot be written or another gateway uses it
     */
    public static DataFolder open(Path folder) {
        FileChannel channel;
        try {
            OwnerFile.createFolder(folder);
            channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + folder + " cannot be written. Choose another with --data.", e);
        }
        try {
            var opened = new DataFolder(folder, channel);
            if (!isLocked(channel)) {
                throw new StartException("The data folder " + folder
                        + " is in use by another gateway. Stop it, or choose another folder with --data.");
            }
            opened.readSecrets();
            return opened;
        } catch (StartException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /** Where the tables are, if anything is kept. */
    Optional<Path> tables() {
        return Optional.ofNullable(folder).map(f -> f.resolve("dynamodb"));
    }

    /** Where the emulated Kling keeps its tasks, if anything is kept. */
    Optional<Path> kling() {
        return Optional.ofNullable(folder).map(f -> f.resolve("kling"));
    }

    /** A secret of letters and digits, made at first use. */
    synchronized String secret(String name, int length) {
        return find(name).orElseGet(() -> {
            String made = random.ints(length, 0, ALPHABET.length())
                    .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                    .toString();
            put(name, made);
            return made;
        });
    }

    synchronized Optional<String> find(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    synchronized void put(String name, String value) {
        secrets.put(name, value);
        if (folder != null) {
            try {
                OwnerFile.write(folder.resolve("secrets.json"), JSON.writeValueAsString(secrets));
            } catch (IOException e) {
                throw new StartException(
                        "The data folder " + folder + " cannot be written. Choose another with --data.", e);
            }
        }
    }

    /** Lets another gateway use the folder. */
    @Override
    public void close() {
        if (lock != null) {
            closeQuietly(lock);
        }
    }

    private void readSecrets() {
        if (folder == null || !Files.exists(folder.resolve("secrets.json"))) {
            return;
        }
        try {
            secrets.putAll(JSON.readValue(
                    folder.resolve("secrets.json").toFile(), new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            throw new StartException(
                    "The file " + folder.resolve("secrets.json")
                            + " is damaged. Restore it, or choose another folder with --data.",
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process in any case, and nothing was written through this channel.
            System.err.println("The data folder's lock was not released: " + e.getMessage());
        }
    }
}
