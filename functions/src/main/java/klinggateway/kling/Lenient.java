package klinggateway.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads single values of Kling's answers, whichever of two names and types they come in. */
final class Lenient {

    private static final int NUMBER_LIMIT = 40;
    private static final int MESSAGE_LIMIT = 300;
    /** Also a URL of data, which holds a whole file. */
    private static final Pattern URL = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|data:[a-z]+/)\\S+");

    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799_999L);

    private Lenient() {}

    static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    static Optional<String> text(JsonNode node, String name, String otherName) {
        return text(node.path(name)).or(() -> text(node.path(otherName)));
    }

    /** A number, or a text that is one; none of Kling's has an exponent so large that arithmetic on it takes long. */
    static Optional<BigDecimal> number(JsonNode node) {
        try {
            return (node.isNumber()
                            ? Optional.of(node.decimalValue())
                            : shortText(node).map(BigDecimal::new))
                    .filter(number ->
                            Math.abs((long) number.scale()) <= NUMBER_LIMIT && number.precision() <= NUMBER_LIMIT);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    static Optional<Instant> moment(JsonNode node, String name, String otherName) {
        return number(node.path(name))
                .or(() -> number(node.path(otherName)))
                .filter(millis -> millis.signum() > 0 && millis.compareTo(LATEST) < 0)
                .map(millis -> Instant.ofEpochMilli(millis.longValue()));
    }

    /** What Kling says, fit to be kept and shown: a URL in it may open what it leads to, so it is left out. */
    static String words(String message) {
        return URL.matcher(shortened(message)).replaceAll("<url>");
    }

    static String shortened(String message) {
        int characters = Math.min(MESSAGE_LIMIT, message.codePointCount(0, message.length()));
        return message.substring(0, message.offsetByCodePoints(0, characters));
    }

    private static Optional<String> shortText(JsonNode node) {
        return text(node).filter(text -> text.length() <= NUMBER_LIMIT);
    }
}
