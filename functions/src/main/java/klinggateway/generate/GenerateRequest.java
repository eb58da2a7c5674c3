package klinggateway.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import klinggateway.catalogue.Wish;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;

/**
 * The body of {@code POST /api/generate-video}: Kling's fields in camelCase. A field it does not know is refused rather than
 * passed over, because a misspelled {@code duration} would cost money.
 *
 * @param maxCost in US dollars; a higher estimate is refused
 * @param metadata the caller's own, given back with the job
 */
record GenerateRequest(Wish wish, Optional<BigDecimal> maxCost, Map<String, String> metadata) {

    private static final Set<String> FIELDS = Set.of(
            "kind",
            "prompt",
            "negativePrompt",
            "model",
            "mode",
            "duration",
            "aspectRatio",
            "sound",
            "cfgScale",
            "maxCost",
            "metadata");
    private static final String DEFAULT_KIND = "text2video";
    private static final int NUMBER_DIGITS = 20;
    private static final int METADATA_ENTRIES = 16;
    private static final int METADATA_TEXT = 128;

    static GenerateRequest read(ObjectNode body) {
        Reader reader = new Reader(body);
        reader.refuseUnknown();
        GenerateRequest request = new GenerateRequest(
                new Wish(
                        reader.text("kind").orElse(DEFAULT_KIND),
                        reader.text("prompt"),
                        reader.text("negativePrompt"),
                        reader.text("model"),
                        reader.text("mode"),
                        reader.wholeNumber("duration"),
                        reader.text("aspectRatio"),
                        reader.truth("sound"),
                        reader.number("cfgScale")),
                reader.number("maxCost"),
                reader.metadata());
        if (!reader.problems.isEmpty()) {
            throw ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, reader.problems);
        }
        return request;
    }

    /** Reads field by field and collects all that is wrong. */
    private static final class Reader {

        private final ObjectNode body;
        private final List<InvalidParameter> problems = new ArrayList<>();

        Reader(ObjectNode body) {
            this.body = body;
        }

        void refuseUnknown() {
            for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!FIELDS.contains(name)) {
                    wrong(
                            name,
                            "is not known; known are "
                                    + String.join(", ", FIELDS.stream().sorted().toList()));
                }
            }
        }

        Optional<String> text(String name) {
            return value(name).flatMap(node -> {
                if (node.isTextual()) {
                    return Optional.of(node.asText());
                }
                wrong(name, "must be a text");
                return Optional.empty();
            });
        }

        /** A number, or a text that is one: Kling's own API has durations as texts. */
        Optional<BigDecimal> number(String name) {
            return value(name).flatMap(node -> {
                try {
                    if (node.isNumber() || (node.isTextual() && node.asText().length() <= NUMBER_DIGITS)) {
                        BigDecimal number = node.isNumber() ? node.decimalValue() : new BigDecimal(node.asText());
                        if (Math.abs((long) number.scale()) <= NUMBER_DIGITS && number.precision() <= NUMBER_DIGITS) {
                            return Optional.of(number);
                        }
                    }
                } catch (NumberFormatException notANumber) {
                    // Reported below.
                }
                wrong(name, "must be a number of at most " + NUMBER_DIGITS + " digits");
                return Optional.empty();
            });
        }

        Optional<Integer> wholeNumber(String name) {
            return number(name).flatMap(number -> {
                try {
                    return Optional.of(number.intValueExact());
                } catch (ArithmeticException notWhole) {
                    wrong(name, "must be a whole number");
                    return Optional.empty();
                }
            });
        }

        Optional<Boolean> truth(String name) {
            return value(name).flatMap(node -> {
                if (node.isBoolean()) {
                    return Optional.of(node.asBoolean());
                }
                wrong(name, "must be true or false");
                return Optional.empty();
            });
        }

        Map<String, String> metadata() {
            Map<String, String> metadata = new TreeMap<>();
            value("metadata").ifPresent(node -> {
                boolean isFine = node.isObject() && node.size() <= METADATA_ENTRIES;
                for (Map.Entry<String, JsonNode> entry : node.properties()) {
                    JsonNode value = entry.getValue();
                    isFine &= value.isTextual()
                            && value.asText().length() <= METADATA_TEXT
                            && entry.getKey().length() <= METADATA_TEXT;
                    metadata.put(entry.getKey(), value.asText());
                }
                if (!isFine) {
                    wrong(
                            "metadata",
                            "must be an object of at most " + METADATA_ENTRIES + " texts of at most " + METADATA_TEXT
                                    + " characters");
                }
            });
            return metadata;
        }

        private Optional<JsonNode> value(String name) {
            return Optional.ofNullable(body.get(name)).filter(node -> !node.isNull());
        }

        private void wrong(String name, String reason) {
            problems.add(new InvalidParameter("/" + name, reason));
        }
    }
}
