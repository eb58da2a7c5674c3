package klinggateway.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;

/**
 * Reads the fields of a body one by one and collects all that is wrong with them. An absent field stays as it was, and null
 * takes back what was set.
 */
final class KeyFields {

    private static final int NAME_LENGTH = 100;
    private static final int MODELS = 100;
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000_000);
    private static final int DOLLAR_DECIMALS = 6;
    private static final int NUMBER_DIGITS = 20;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final ObjectNode body;
    private final List<InvalidParameter> problems = new ArrayList<>();

    /** @param known every field there can be; another one is a slip of the pen, and told */
    KeyFields(ObjectNode body, Set<String> known) {
        this.body = body;
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(name, "is not known; known are " + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    String name(String before) {
        return needed("name", before, KeyFields::shortText, "must be a text of 1 to " + NAME_LENGTH + " characters");
    }

    Set<Scope> scopes(Set<Scope> before) {
        String words = Stream.of(Scope.values()).map(Scope::word).collect(Collectors.joining(", "));
        return needed("scopes", before, KeyFields::scopes, "must be a list of one or more of " + words);
    }

    Optional<Instant> expiresAt(Optional<Instant> before) {
        return optional("expiresAt", before, KeyFields::moment, "must be a moment such as 2027-01-31T00:00:00Z");
    }

    /** US dollars, in millionths. */
    Optional<Long> dollars(String name, Optional<Long> before) {
        return optional(
                name,
                before,
                KeyFields::microUsd,
                "must be a number of US dollars from 0 to " + MOST_DOLLARS + " with at most " + DOLLAR_DECIMALS
                        + " decimals, or null for no limit");
    }

    ZoneId timeZone(ZoneId before) {
        return orUnset(
                "timeZone",
                before,
                Policy.OPEN.zone(),
                KeyFields::zone,
                "must be the IANA name of a time zone, such as Europe/Berlin");
    }

    Set<String> models(Set<String> before) {
        return orUnset(
                "models",
                before,
                Policy.OPEN.models(),
                KeyFields::names,
                "must be a list of 1 to " + MODELS + " names of models, or null for all");
    }

    Optional<Integer> count(String name, Optional<Integer> before, int least, int most) {
        return optional(
                name, before, node -> wholeNumber(node, least, most), wholeNumberWords(least, most) + " for no limit");
    }

    int count(String name, int before, int unset, int least, int most) {
        return orUnset(
                name,
                before,
                unset,
                node -> wholeNumber(node, least, most),
                wholeNumberWords(least, most) + " for " + unset);
    }

    /** Ends the request if anything was wrong. */
    void check() {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, problems);
        }
    }

    private <T> T needed(String name, T before, Function<JsonNode, Optional<T>> reader, String rule) {
        if (!body.has(name)) {
            return before;
        }
        return reader.apply(body.path(name)).orElseGet(() -> {
            problem(name, rule);
            return before;
        });
    }

    private <T> T orUnset(String name, T before, T unset, Function<JsonNode, Optional<T>> reader, String rule) {
        return body.path(name).isNull() ? unset : needed(name, before, reader, rule);
    }

    private <T> Optional<T> optional(
            String name, Optional<T> before, Function<JsonNode, Optional<T>> reader, String rule) {
        if (!body.has(name)) {
            return before;
        }
        Optional<T> read = reader.apply(body.path(name));
        if (read.isEmpty() && !body.path(name).isNull()) {
            problem(name, rule);
        }
        return read;
    }

    /** With the name as a JSON pointer (RFC 6901). */
    private void problem(String name, String rule) {
        problems.add(new InvalidParameter("/" + name.replace("~", "~0").replace("/", "~1"), rule));
    }

    private static String wholeNumberWords(int least, int most) {
        return "must be a whole number from " + least + " to " + most + ", or null";
    }

    private static Optional<String> shortText(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(text -> text.asText().strip())
                .filter(text -> !text.isEmpty() && text.length() <= NAME_LENGTH);
    }

    private static Optional<Set<Scope>> scopes(JsonNode list) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        boolean isFine = list.isArray() && !list.isEmpty();
        for (JsonNode word : list) {
            Optional<Scope> scope = Scope.find(word.asText());
            scope.ifPresent(scopes::add);
            isFine &= scope.isPresent();
        }
        return isFine ? Optional.of(scopes) : Optional.empty();
    }

    private static Optional<Set<String>> names(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        boolean isFine = list.isArray() && !list.isEmpty() && list.size() <= MODELS;
        for (JsonNode name : list) {
            Optional<String> text = shortText(name);
            text.ifPresent(names::add);
            isFine &= text.isPresent();
        }
        return isFine ? Optional.of(names) : Optional.empty();
    }

    private static Optional<Instant> moment(JsonNode node) {
        try {
            return Optional.of(Instant.parse(node.asText())).filter(LATEST::isAfter);
        } catch (DateTimeParseException notAMoment) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(JsonNode node) {
        // ZoneId.of also takes offsets, which do not follow daylight saving time and are no names.
        return Optional.of(node.asText())
                .filter(name -> node.isTextual() && ZoneId.getAvailableZoneIds().contains(name))
                .map(name -> name.equals("UTC") ? Policy.OPEN.zone() : ZoneId.of(name));
    }

    private static Optional<Long> microUsd(JsonNode node) {
        if (!node.isNumber()) {
            return Optional.empty();
        }
        BigDecimal dollars = node.decimalValue();
        // Asked first, because a number such as 1e1000000000 takes gigabytes to be written out.
        boolean isShort = Math.abs((long) dollars.scale()) <= NUMBER_DIGITS && dollars.precision() <= NUMBER_DIGITS;
        if (!isShort
                || dollars.signum() < 0
                || dollars.compareTo(MOST_DOLLARS) > 0
                || dollars.stripTrailingZeros().scale() > DOLLAR_DECIMALS) {
            return Optional.empty();
        }
        return Optional.of(dollars.movePointRight(DOLLAR_DECIMALS).longValueExact());
    }

    private static Optional<Integer> wholeNumber(JsonNode node, int least, int most) {
        return Optional.of(node)
                .filter(number -> number.isIntegralNumber() && number.canConvertToInt())
                .map(JsonNode::asInt)
                .filter(number -> number >= least && number <= most);
    }
}
