package klinggateway.local.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares JSON with what is expected of it, strictly: an object has the members that are named, and no others.
 *
 * <table>
 * <caption>What an expectation is written with</caption>
 * <tr><td>{@code "name?": …}</td><td>the member may be missing</td></tr>
 * <tr><td>{@code "$millis"} and others</td><td>any value of that kind; see {@link #KINDS}</td></tr>
 * <tr><td>{@code "$millis -> at"}</td><td>the same, and the value is {@code ${at}} from now on</td></tr>
 * <tr><td>{@code "$absent"}</td><td>the member is missing</td></tr>
 * <tr><td>{@code "~…"}</td><td>a text that the regular expression fits as a whole</td></tr>
 * <tr><td>{@code {"$shape": "task", …}}</td><td>a shape that is kept under a name, with other members than it has</td></tr>
 * <tr><td>{@code {"$each": …, "$count": 2}}</td><td>a list, each item alike; {@code $count} may be left out</td></tr>
 * <tr><td>{@code {"$some": …}}</td><td>a list with at least one such item</td></tr>
 * <tr><td>{@code {"$none": …}}</td><td>a list without such an item</td></tr>
 * <tr><td>{@code {"$either": […]}}</td><td>one of several</td></tr>
 * <tr><td>anything else</td><td>the same value of the same type</td></tr>
 * </table>
 */
final class Expectation {

    static final Map<String, Predicate<JsonNode>> KINDS = Map.ofEntries(
            Map.entry("$any", value -> true),
            Map.entry("$text", value -> value.isTextual() && !value.textValue().isEmpty()),
            Map.entry("$string", JsonNode::isTextual),
            Map.entry("$boolean", JsonNode::isBoolean),
            Map.entry("$number", JsonNode::isNumber),
            Map.entry("$integer", JsonNode::isIntegralNumber),
            Map.entry("$object", JsonNode::isObject),
            Map.entry("$decimalString", value -> isText(value, "[1-9]\\d{9,19}")),
            Map.entry("$decimal", value -> isText(value, "(0|[1-9]\\d*)(\\.\\d*[1-9])?")),
            Map.entry("$seconds", value -> isText(value, "\\d+(\\.\\d+)?")),
            Map.entry("$millis", value -> value.isIntegralNumber() && isMillis(value.longValue())),
            Map.entry("$millisString", value -> isText(value, "\\d{13}") && isMillis(value.asLong())),
            Map.entry("$uuidish", value -> isText(value, "[0-9A-Za-z][0-9A-Za-z_-]{7,63}")),
            Map.entry("$url", value -> isText(value, "https?://[^/\\s]+/\\S+")));

    private static final long MILLIS_2020 = 1_577_836_800_000L;
    private static final long MILLIS_2100 = 4_102_444_800_000L;
    private static final String CAPTURE = " -> ";

    private final Map<String, JsonNode> shapes;
    private final Variables variables;

    Expectation(Map<String, JsonNode> shapes, Variables variables) {
        this.shapes = shapes;
        this.variables = variables;
    }

    /** What is wrong, with its place; empty if nothing is. */
    List<String> problems(JsonNode expected, JsonNode actual) {
        return problems("", expected, actual).toList();
    }

    private Stream<String> problems(String at, JsonNode expected, JsonNode actual) {
        if (expected.isTextual()) {
            return text(at, expected.textValue(), actual);
        }
        if (expected.isArray()) {
            return array(at, expected, actual);
        }
        if (expected.has("$either")) {
            boolean fine = expected.path("$either").valueStream().anyMatch(one -> fits(at, one, actual));
            return check(fine, at, "one of " + expected.path("$either"), actual);
        }
        if (expected instanceof ObjectNode object) {
            return isList(object) ? list(at, object, actual) : object(at, whole(object), actual);
        }
        return check(expected.equals(actual), at, expected.toString(), actual);
    }

    private Stream<String> text(String at, String expected, JsonNode actual) {
        if (expected.startsWith("~")) {
            String pattern = variables.quoted(expected.substring(1));
            return check(isText(actual, pattern), at, expected, actual);
        }
        if (!expected.startsWith("$") || expected.startsWith("${")) {
            return check(variables.value(expected).equals(actual), at, variables.text(expected), actual);
        }
        int arrow = expected.indexOf(CAPTURE);
        String kind = arrow < 0 ? expected : expected.substring(0, arrow);
        Predicate<JsonNode> test = KINDS.get(kind);
        if (test == null) {
            throw new IllegalArgumentException("There is no " + kind);
        }
        if (arrow >= 0 && test.test(actual)) {
            variables.put(expected.substring(arrow + CAPTURE.length()), actual);
        }
        return check(test.test(actual), at, kind, actual);
    }

    private Stream<String> array(String at, JsonNode expected, JsonNode actual) {
        if (!actual.isArray() || actual.size() != expected.size()) {
            return check(false, at, "a list of " + expected.size(), actual);
        }
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            problems.addAll(
                    problems(at + "/" + i, expected.path(i), actual.path(i)).toList());
        }
        return problems.stream();
    }

    private Stream<String> list(String at, ObjectNode expected, JsonNode actual) {
        if (!actual.isArray()) {
            return check(false, at, "a list", actual);
        }
        if (expected.has("$some")) {
            boolean found = actual.valueStream()
                    .anyMatch(item ->
                            problems(at, expected.path("$some"), item).findAny().isEmpty());
            return check(found, at, "some " + expected.path("$some"), actual);
        }
        if (expected.has("$none")) {
            boolean found = actual.valueStream()
                    .anyMatch(item ->
                            problems(at, expected.path("$none"), item).findAny().isEmpty());
            return check(!found, at, "no " + expected.path("$none"), actual);
        }
        List<String> problems = new ArrayList<>();
        if (expected.has("$count") && actual.size() != expected.path("$count").asInt()) {
            problems.add(at + ": expected " + expected.path("$count") + " items, there are " + actual.size());
        }
        for (int i = 0; i < actual.size(); i++) {
            problems.addAll(problems(at + "/" + i, expected.path("$each"), actual.path(i))
                    .toList());
        }
        return problems.stream();
    }

    private boolean fits(String at, JsonNode expected, JsonNode actual) {
        return problems(at, expected, actual).findAny().isEmpty();
    }

    private Stream<String> object(String at, ObjectNode expected, JsonNode actual) {
        if (!actual.isObject()) {
            return check(false, at, "an object", actual);
        }
        List<String> problems = new ArrayList<>();
        expected.forEachEntry((key, value) -> {
            String name = bare(key);
            boolean absent = value.isTextual() && value.textValue().equals("$absent");
            if (actual.has(name)) {
                problems.addAll(
                        absent
                                ? List.of(at + "/" + name + ": must be absent, was " + actual.path(name))
                                : problems(at + "/" + name, value, actual.path(name))
                                        .toList());
            } else if (!absent && !key.endsWith("?")) {
                problems.add(at + "/" + name + ": is missing");
            }
        });
        actual.fieldNames().forEachRemaining(name -> {
            if (!expected.has(name) && !expected.has(name + "?")) {
                problems.add(at + "/" + name + ": is not a member, was " + actual.path(name));
            }
        });
        return problems.stream();
    }

    /** A named shape, with the members that are written beside its name in place of its own. */
    private ObjectNode whole(ObjectNode expected) {
        if (!expected.has("$shape")) {
            return expected;
        }
        String name = expected.path("$shape").asText();
        if (!(shapes.get(name) instanceof ObjectNode shape)) {
            throw new IllegalArgumentException("There is no shape " + name);
        }
        ObjectNode whole = whole(shape).deepCopy();
        expected.forEachEntry((key, value) -> {
            if (!key.equals("$shape")) {
                whole.remove(List.of(bare(key), bare(key) + "?"));
                whole.set(key, value);
            }
        });
        return whole;
    }

    private static boolean isList(ObjectNode expected) {
        return expected.has("$each") || expected.has("$some") || expected.has("$none");
    }

    private static String bare(String key) {
        return key.endsWith("?") ? key.substring(0, key.length() - 1) : key;
    }

    private static Stream<String> check(boolean fine, String at, String expected, JsonNode actual) {
        return fine ? Stream.empty() : Stream.of(at + ": expected " + expected + ", was " + actual);
    }

    private static boolean isText(JsonNode value, String pattern) {
        return value.isTextual() && Pattern.matches(pattern, value.textValue());
    }

    private static boolean isMillis(long value) {
        return value > MILLIS_2020 && value < MILLIS_2100;
    }
}
