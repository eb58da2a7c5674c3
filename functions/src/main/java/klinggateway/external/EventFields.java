package klinggateway.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import klinggateway.http.InvalidParameter;

/** Reads the fields of one event and collects all that is wrong with them. A field that is null counts as left out. */
final class EventFields {

    private static final int NUMBER_DIGITS = 20;

    private final ObjectNode event;
    private final String pointer;
    private final List<InvalidParameter> problems = new ArrayList<>();

    /**
     * @param pointer where the event is in the body, as a JSON pointer
     * @param known every field there can be; another one is a slip of the pen, and told
     */
    EventFields(ObjectNode event, String pointer, Set<String> known) {
        this.event = event;
        this.pointer = pointer;
        event.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "is not known; known are " + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    /** @param at a JSON pointer into the event */
    void problem(String at, String reason) {
        problems.add(new InvalidParameter(pointer + at, reason));
    }

    List<InvalidParameter> problems() {
        return problems;
    }

    boolean has(String name) {
        return event.hasNonNull(name);
    }

    void need(String name) {
        if (!has(name)) {
            problem("/" + name, "is needed");
        }
    }

    Optional<String> text(String name) {
        return read(name, EventFields::text, "must be a text");
    }

    /** A text that {@code reader} understands. */
    <T> Optional<T> word(String name, Function<String, Optional<T>> reader, String rule) {
        return read(name, node -> text(node).flatMap(reader), rule);
    }

    Optional<Long> wholeNumber(String name, long most) {
        return read(
                name,
                node -> Optional.of(node)
                        .filter(number -> number.isIntegralNumber() && number.canConvertToLong())
                        .map(JsonNode::asLong)
                        .filter(number -> number >= 0 && number <= most),
                "must be a whole number from 0 to " + most);
    }

    /** A number in whole parts of {@code 10^-decimals}. */
    Optional<Long> decimal(String name, int decimals, long most) {
        return read(
                name,
                node -> parts(node, decimals, most),
                "must be a number from 0 to " + most + " with at most " + decimals + " decimals");
    }

    /** A moment within the bounds, to the millisecond. */
    Optional<Instant> moment(String name, Instant first, Instant last) {
        return word(
                name,
                text -> moment(text).filter(moment -> !moment.isBefore(first) && !moment.isAfter(last)),
                "must be a moment from " + first + " to " + last);
    }

    private <T> Optional<T> read(String name, Function<JsonNode, Optional<T>> reader, String rule) {
        if (!has(name)) {
            return Optional.empty();
        }
        Optional<T> value = reader.apply(event.path(name));
        if (value.isEmpty()) {
            problem("/" + name, rule);
        }
        return value;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException notAMoment) {
            return Optional.empty();
        }
    }

    private static Optional<Long> parts(JsonNode node, int decimals, long most) {
        if (!node.isNumber()) {
            return Optional.empty();
        }
        BigDecimal number = node.decimalValue();
        // Asked first, because a number such as 1e1000000000 takes gigabytes to be written out.
        boolean isShort = Math.abs((long) number.scale()) <= NUMBER_DIGITS && number.precision() <= NUMBER_DIGITS;
        boolean isFine = isShort
                && number.signum() >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0
                && number.stripTrailingZeros().scale() <= decimals;
        return isFine ? Optional.of(number.movePointRight(decimals).longValueExact()) : Optional.empty();
    }
}
