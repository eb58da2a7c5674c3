package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads a JSON object the way Kling checks it: typed, with defaults, and an explaining 1201 where a value is wrong. */
record Fields(JsonNode node) {

    /** Empty where the field is absent, null or an empty string; clients send all three for "not given". */
    Optional<String> text(String name) {
        JsonNode value = node.path(name);
        if (isAbsent(value) || (value.isTextual() && value.textValue().isEmpty())) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw Refusal.invalid(name + " must be a string");
        }
        return Optional.of(value.textValue());
    }

    Optional<String> text(String name, int maxCharacters) {
        Optional<String> value = text(name);
        value.filter(text -> text.codePointCount(0, text.length()) > maxCharacters)
                .ifPresent(text -> {
                    throw Refusal.invalid(name + " cannot exceed " + maxCharacters + " characters");
                });
        return value;
    }

    String required(String name) {
        return text(name).orElseThrow(() -> Refusal.invalid(name + " is required"));
    }

    String required(String name, int maxCharacters) {
        return text(name, maxCharacters).orElseThrow(() -> Refusal.invalid(name + " is required"));
    }

    String choice(String name, String fallback, Collection<String> allowed) {
        String value = text(name).orElse(fallback);
        if (!allowed.contains(value)) {
            throw Refusal.invalid(name + " value '" + value + "' is invalid, must be one of " + allowed);
        }
        return value;
    }

    boolean flag(String name, boolean fallback) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw Refusal.invalid(name + " must be a boolean");
        }
        return value.booleanValue();
    }

    int integer(String name, int fallback) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw Refusal.invalid(name + " must be an integer");
        }
        return value.intValue();
    }

    int integer(String name, int fallback, int min, int max) {
        int value = integer(name, fallback);
        if (value < min || value > max) {
            throw Refusal.invalid(name + " must be between " + min + " and " + max);
        }
        return value;
    }

    /** Checks a number that has no effect on what the emulator makes. */
    void fraction(String name, String min, String max) {
        decimal(name, min, max);
    }

    Optional<BigDecimal> decimal(String name, String min, String max) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            throw Refusal.invalid(name + " must be a number");
        }
        BigDecimal number = value.decimalValue();
        if (number.compareTo(new BigDecimal(min)) < 0 || number.compareTo(new BigDecimal(max)) > 0) {
            throw Refusal.invalid(name + " must be between " + min + " and " + max);
        }
        return Optional.of(number);
    }

    /** Unix milliseconds, as a number or as a string of digits: both are accepted where Kling takes times. */
    Optional<Long> milliseconds(String name) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value.asText()));
        } catch (NumberFormatException e) {
            throw Refusal.invalid(name + " must be a Unix time in milliseconds");
        }
    }

    List<Fields> objects(String name, int max) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            return List.of();
        }
        if (!value.isArray()) {
            throw Refusal.invalid(name + " must be an array");
        }
        if (value.size() > max) {
            throw Refusal.invalid(name + " cannot have more than " + max + " items");
        }
        return value.valueStream()
                .map(item -> {
                    if (!item.isObject()) {
                        throw Refusal.invalid("items of " + name + " must be objects");
                    }
                    return new Fields(item);
                })
                .toList();
    }

    Fields object(String name) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            return new Fields(JsonNodeFactory.instance.objectNode());
        }
        if (!value.isObject()) {
            throw Refusal.invalid(name + " must be an object");
        }
        return new Fields(value);
    }

    boolean has(String name) {
        JsonNode value = node.path(name);
        return !isAbsent(value) && !(value.isArray() && value.isEmpty());
    }

    Optional<URI> httpUrl(String name) {
        return text(name).map(value -> {
            if (!isHttpUrl(value)) {
                throw Refusal.invalid(name + " is not a valid URL");
            }
            return URI.create(value);
        });
    }

    /** A URL of something that is only ever named by one. */
    String requiredHttpUrl(String name) {
        return httpUrl(name).map(URI::toString).orElseThrow(() -> Refusal.invalid(name + " is required"));
    }

    static boolean isHttpUrl(String value) {
        try {
            URI uri = new URI(value);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
