package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Checks the fields of a request one by one against their rules, and collects all that is wrong. */
final class FieldCheck {

    private static final int NUMBER_DIGITS = 20;

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> problems() {
        return problems;
    }

    void problem(String pointer, String message) {
        problems.add(new Problem(pointer, message));
    }

    /** The members that are as they should be, brought into one form: numbers as numbers, pictures without a prefix. */
    ObjectNode object(String pointer, JsonNode given, Map<String, Field> fields, Rules rules) {
        ObjectNode checked = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            Field rule = fields.get(member.getKey());
            String at = pointer + "/" + member.getKey();
            if (member.getValue().isNull()) {
                // Left out, whatever it is: many clients send all that they could send.
                continue;
            }
            if (rule == null) {
                problem(at, "is not known; known are " + String.join(", ", new TreeSet<>(fields.keySet())));
            } else {
                value(at, member.getValue(), rule).ifPresent(value -> checked.set(member.getKey(), value));
            }
        }
        fields.forEach((name, rule) -> {
            if (rule.needed() && !given.hasNonNull(name)) {
                problem(pointer + "/" + name, "is missing");
            }
        });
        together(pointer, given, rules);
        return checked;
    }

    /** What is there but wrong counts as there: one mistake is one problem. */
    private void together(String pointer, JsonNode given, Rules rules) {
        for (List<String> group : rules.oneOf()) {
            if (group.stream().noneMatch(given::hasNonNull)) {
                problem(pointer + "/" + group.getFirst(), "is missing; needed is one of " + String.join(", ", group));
            }
        }
        for (List<String> group : rules.exclusive()) {
            List<String> present = group.stream().filter(given::hasNonNull).toList();
            if (present.size() > 1) {
                problem(pointer + "/" + present.getLast(), "cannot be together with " + present.getFirst());
            }
        }
        for (Rules.Together together : rules.together()) {
            int count = together.fields().stream()
                    .map(given::path)
                    .mapToInt(items -> items.isArray() ? items.size() : items.isMissingNode() || items.isNull() ? 0 : 1)
                    .sum();
            boolean applies = together.beside().map(given::hasNonNull).orElse(true);
            if (applies && count > together.most()) {
                problem(
                        pointer + "/" + together.fields().getFirst(),
                        String.join(" and ", together.fields()) + " have " + count + " items together; allowed are "
                                + together.most()
                                + together.beside()
                                        .map(name -> " beside " + name)
                                        .orElse(""));
            }
        }
        for (Rules.Need need : rules.needs()) {
            boolean applies = need.when().entrySet().stream()
                    .allMatch(
                            condition -> given.path(condition.getKey()).asText().equals(condition.getValue()));
            if (applies) {
                need.fields().stream()
                        .filter(name -> !given.hasNonNull(name))
                        .forEach(name -> problem(
                                pointer + "/" + name, "is missing; " + Words.conditions(need.when()) + " needs it"));
            }
        }
    }

    private Optional<JsonNode> value(String pointer, JsonNode given, Field rule) {
        return switch (rule.type()) {
            case TEXT, VIDEO_ID -> text(pointer, given, rule);
            case CHOICE -> choice(pointer, given, rule.of());
            case MODE -> given.isTextual() ? Optional.of(given) : wrong(pointer, "must be a text");
            case TRUTH -> given.isBoolean() ? Optional.of(given) : wrong(pointer, "must be true or false");
            case NUMBER -> number(pointer, given, rule);
            case WHOLE_NUMBER -> wholeNumber(pointer, given, rule);
            case ID ->
                given.asText().matches("[0-9]{1,19}")
                        ? Optional.of(new DecimalNode(new BigDecimal(given.asText())))
                        : wrong(pointer, "must be an id of Kling's, which is a whole number");
            case IMAGE -> ImageCheck.check(pointer, given, this);
            case MEDIA -> media(pointer, given);
            case LIST -> list(pointer, given, rule);
            case OBJECT ->
                given.isObject()
                        ? Optional.of(object(pointer, given, rule.fields(), rule.rules()))
                        : wrong(pointer, "must be an object");
        };
    }

    private Optional<JsonNode> text(String pointer, JsonNode given, Field rule) {
        if (!given.isTextual() || given.asText().isBlank()) {
            return wrong(pointer, "must be a text that is not empty");
        }
        return rule.isLongEnoughFor(given)
                ? Optional.of(given)
                : wrong(
                        pointer,
                        "has " + Field.length(given) + " characters; allowed are "
                                + rule.most().orElseThrow().toPlainString());
    }

    /** One of the texts; where they are numbers, a number will do. */
    private Optional<JsonNode> choice(String pointer, JsonNode given, List<String> of) {
        return (given.isTextual() || given.isInt()) && of.contains(given.asText())
                ? Optional.of(TextNode.valueOf(given.asText()))
                : wrong(pointer, Words.given(given.asText()) + Words.allowed(of));
    }

    /** A number, or a text that is one: Kling's own API has durations as texts. */
    private Optional<JsonNode> number(String pointer, JsonNode given, Field rule) {
        String range = rule.least().map(BigDecimal::toPlainString).orElse("…") + " to "
                + rule.most().map(BigDecimal::toPlainString).orElse("…");
        try {
            if (given.isNumber() || (given.isTextual() && given.asText().length() <= NUMBER_DIGITS)) {
                BigDecimal number = given.isNumber() ? given.decimalValue() : new BigDecimal(given.asText());
                boolean isSane =
                        Math.abs((long) number.scale()) <= NUMBER_DIGITS && number.precision() <= NUMBER_DIGITS;
                if (isSane
                        && rule.least()
                                .filter(least -> number.compareTo(least) < 0)
                                .isEmpty()
                        && rule.most()
                                .filter(most -> number.compareTo(most) > 0)
                                .isEmpty()) {
                    return Optional.of(new DecimalNode(number));
                }
            }
        } catch (NumberFormatException notANumber) {
            // Reported below.
        }
        return wrong(pointer, "must be a number from " + range);
    }

    private Optional<JsonNode> wholeNumber(String pointer, JsonNode given, Field rule) {
        return number(pointer, given, rule).flatMap(number -> {
            try {
                return Optional.<JsonNode>of(JsonNodeFactory.instance.numberNode(
                        number.decimalValue().intValueExact()));
            } catch (ArithmeticException notWhole) {
                return wrong(pointer, "must be a whole number");
            }
        });
    }

    private Optional<JsonNode> media(String pointer, JsonNode given) {
        return given.isTextual() && !given.asText().isBlank()
                ? Optional.of(TextNode.valueOf(ImageCheck.withoutPrefix(given.asText())))
                : wrong(pointer, "must be a URL, or the file in base 64");
    }

    private Optional<JsonNode> list(String pointer, JsonNode given, Field rule) {
        int least = rule.least().map(BigDecimal::intValueExact).orElse(0);
        int most = rule.most().map(BigDecimal::intValueExact).orElse(Integer.MAX_VALUE);
        if (!given.isArray() || given.size() < least || given.size() > most) {
            return wrong(pointer, "must be a list of " + least + " to " + most);
        }
        ArrayNode checked = JsonNodeFactory.instance.arrayNode();
        rule.item().ifPresent(itemRule -> {
            for (int i = 0; i < given.size(); i++) {
                value(pointer + "/" + i, given.get(i), itemRule).ifPresent(checked::add);
            }
        });
        return Optional.of(checked);
    }

    Optional<JsonNode> wrong(String pointer, String message) {
        problem(pointer, message);
        return Optional.empty();
    }
}
