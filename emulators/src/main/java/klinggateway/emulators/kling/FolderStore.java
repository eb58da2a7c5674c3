package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps every task, with its deductions, and every pack in a file of its own, replaced in one step. */
final class FolderStore implements AccountStore {
    private final Path tasks;
    private final Path packs;

    FolderStore(Path folder) {
        tasks = folder.resolve("tasks");
        packs = folder.resolve("packs");
        try {
            Files.createDirectories(tasks);
            Files.createDirectories(packs);
        } catch (IOException e) {
            throw new UncheckedIOException("the Kling emulator cannot use the folder " + folder, e);
        }
    }

    /** Ids have one length and grow, so the order of their names is the order in which they were made. */
    @Override
    public List<Task> tasks() {
        return all(tasks).stream()
                .map(TaskJson::read)
                .sorted(Comparator.comparing(Task::id))
                .toList();
    }

    @Override
    public void put(Task task) {
        write(tasks.resolve(task.id() + ".json"), TaskJson.write(task));
    }

    @Override
    public List<Pack> packs() {
        return all(packs).stream().map(PackJson::read).toList();
    }

    @Override
    public void put(Pack pack) {
        write(packs.resolve(pack.id() + ".json"), PackJson.write(pack));
    }

    private static List<ObjectNode> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(FolderStore::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode read(Path file) {
        try {
            return Json.parse(Files.readAllBytes(file))
                    .orElseThrow(() -> new IllegalStateException(file + " is not a JSON object"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, ObjectNode json) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(next, Json.bytes(json));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the Kling emulator cannot write " + file, e);
        }
    }
}
