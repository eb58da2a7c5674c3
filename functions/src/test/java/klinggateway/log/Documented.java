package klinggateway.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The tables of {@code docs/observability.md}. */
final class Documented {

    private static final Path FILE = Path.of("..", "docs", "observability.md");
    private static final Pattern WORD = Pattern.compile("`([A-Za-z]+)`");

    private Documented() {}

    /** A metric as its row has it; {@code dimension} is empty where it has none of its own. */
    record Described(String unit, String dimension) {}

    /** What lines of each event may have. */
    static Map<String, Set<String>> members() {
        Map<String, Set<String>> members = new HashMap<>();
        rows("Lines").forEach(row -> members.put(words(row.get(0)).iterator().next(), words(row.get(2))));
        return members;
    }

    static Map<String, Described> metrics() {
        Map<String, Described> metrics = new HashMap<>();
        rows("Metrics")
                .forEach(row -> metrics.put(
                        words(row.get(0)).iterator().next(),
                        new Described(row.get(1), String.join("", words(row.get(2))))));
        return metrics;
    }

    private static List<List<String>> rows(String chapter) {
        String text = text().split("\n## " + chapter + "\n", 2)[1].split("\n## ", 2)[0];
        return text.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.substring(2).split(" ?\\| ?", -1)))
                .filter(row -> !row.get(0).equals("`event`"))
                .toList();
    }

    private static Set<String> words(String cell) {
        Set<String> words = new HashSet<>();
        WORD.matcher(cell).results().forEach(found -> words.add(found.group(1)));
        return words;
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
