package klinggateway.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the fields of an object one by one and collects all that is wrong with them. Null is as good as absent. */
final class Fields {

    private static final int TEXT = 100;
    private static final int URL = 2_048;
    private static final int NUMBER_DIGITS = 20;
    private static final int MOST_LIMITS = 10;
    private static final long MOST_DOLLARS = 1_000_000_000;
    private static final int DOLLAR_DECIMALS = 6;

    private final ObjectNode object;
    private final String pointer;
    private final List<Mistake> mistakes;

    /**
     * @param pointer where the object is
     * @param known every field there can be; another one is a slip of the pen, and told
     */
    Fields(ObjectNode object, String pointer, Set<String> known, List<Mistake> mistakes) {
        this.object = object;
        this.pointer = pointer;
        this.mistakes = mistakes;
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                wrong(name, "is not known; known are " + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    void wrong(String name, String reason) {
        mistakes.add(new Mistake(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), reason));
    }

    String text(String name) {
        return needed(name, "", Fields::shortText, "must be a text of 1 to " + TEXT + " characters");
    }

    Optional<String> optionalText(String name) {
        return optional(name, Fields::shortText, "must be a text of 1 to " + TEXT + " characters");
    }

    Optional<String> url(String name) {
        return optional(
                name,
                node -> Optional.of(node.asText()).filter(text -> node.isTextual() && text.length() <= URL),
                "must be a URL such as https://example.com/hook, of at most " + URL + " characters");
    }

    boolean isTrue(String name, boolean usual) {
        return optional(
                        name,
                        node -> Optional.of(node.asBoolean()).filter(value -> node.isBoolean()),
                        "must be true or false")
                .orElse(usual);
    }

    <T> Optional<T> word(String name, Function<String, Optional<T>> find, Stream<String> words) {
        return optional(
                name, node -> find.apply(node.asText()), "must be one of " + words.collect(Collectors.joining(", ")));
    }

    /** More than nothing and at most all. */
    double share(String name) {
        return needed(
                name,
                1.0,
                node -> number(node).filter(value -> value > 0 && value <= 1),
                "must be a share, more than 0 and at most 1");
    }

    double factor(String name, double least) {
        return needed(
                name,
                least,
                node -> number(node).filter(value -> value >= least && value <= 1_000),
                "must be a number from " + least + " to 1000");
    }

    long count(String name) {
        return needed(name, 1L, node -> whole(node, 1, 1_000_000), "must be a whole number from 1 to 1000000");
    }

    Duration seconds(String name, Duration least, Duration most) {
        return Duration.ofSeconds(needed(
                name,
                least.toSeconds(),
                node -> whole(node, least.toSeconds(), most.toSeconds()),
                "must be a whole number of seconds from " + least.toSeconds() + " to " + most.toSeconds()));
    }

    SortedSet<Integer> limits(String name, int most) {
        return needed(
                name,
                new TreeSet<>(),
                node -> limits(node, most),
                "must be a list of 1 to " + MOST_LIMITS + " whole numbers from 1 to " + most);
    }

    long dollars(String name) {
        return needed(name, 0L, Fields::microUsd, dollarsRule());
    }

    OptionalLong optionalDollars(String name) {
        return optional(name, Fields::microUsd, dollarsRule())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static String dollarsRule() {
        return "must be US dollars from 0 to " + MOST_DOLLARS + ", such as \"5.00\"";
    }

    private <T> T needed(String name, T otherwise, Function<JsonNode, Optional<T>> reader, String rule) {
        Optional<T> read = present(name).flatMap(reader);
        if (read.isEmpty()) {
            wrong(name, rule);
        }
        return read.orElse(otherwise);
    }

    private <T> Optional<T> optional(String name, Function<JsonNode, Optional<T>> reader, String rule) {
        Optional<JsonNode> given = present(name);
        Optional<T> read = given.flatMap(reader);
        if (given.isPresent() && read.isEmpty()) {
            wrong(name, rule);
        }
        return read;
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    private static Optional<String> shortText(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(text -> text.asText().strip())
                .filter(text -> !text.isEmpty() && text.length() <= TEXT);
    }

    private static Optional<Double> number(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isNumber).map(JsonNode::asDouble);
    }

    private static Optional<Long> whole(JsonNode node, long least, long most) {
        return Optional.of(node)
                .filter(number -> number.isIntegralNumber() && number.canConvertToLong())
                .map(JsonNode::asLong)
                .filter(number -> number >= least && number <= most);
    }

    private static Optional<SortedSet<Integer>> limits(JsonNode list, int most) {
        NavigableSet<Integer> limits = new TreeSet<>();
        boolean isFine = list.isArray() && !list.isEmpty() && list.size() <= MOST_LIMITS;
        for (JsonNode limit : list) {
            Optional<Long> number = whole(limit, 1, most);
            number.map(Math::toIntExact).ifPresent(limits::add);
            isFine &= number.isPresent();
        }
        return isFine ? Optional.of(limits) : Optional.empty();
    }

    private static Optional<Long> microUsd(JsonNode node) {
        try {
            if (!node.isNumber() && !(node.isTextual() && node.asText().length() <= NUMBER_DIGITS)) {
                return Optional.empty();
            }
            BigDecimal dollars = node.isNumber() ? node.decimalValue() : new BigDecimal(node.asText());
            // Asked first, because a number such as 1e1000000000 takes gigabytes to be written out.
            boolean isShort = Math.abs((long) dollars.scale()) <= NUMBER_DIGITS && dollars.precision() <= NUMBER_DIGITS;
            return isShort
                            && dollars.signum() >= 0
                            && dollars.compareTo(BigDecimal.valueOf(MOST_DOLLARS)) <= 0
                            && dollars.stripTrailingZeros().scale() <= DOLLAR_DECIMALS
                    ? Optional.of(dollars.movePointRight(DOLLAR_DECIMALS).longValueExact())
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
