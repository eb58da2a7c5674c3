package klinggateway.emulators.aws;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How many bytes DynamoDB counts an item as, by the rules of its developer guide (<i>DynamoDB item sizes and formats</i>). For
 * numbers the guide only says "approximately".
 */
public final class ItemSize {

    private static final long OF_A_COLLECTION = 3;
    private static final long OF_AN_ELEMENT = 1;
    private static final long OF_A_FLAG = 1;

    private ItemSize() {}

    /** The names and the values of all attributes. */
    public static long of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToLong(attribute -> utf8(attribute.getKey()) + of(attribute.getValue()))
                .sum();
    }

    /** The sum of several items. */
    public static long of(Collection<Map<String, AttributeValue>> items) {
        return items.stream().mapToLong(ItemSize::of).sum();
    }

    private static long of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> number(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case SS -> value.ss().stream().mapToLong(ItemSize::utf8).sum();
            case NS -> value.ns().stream().mapToLong(ItemSize::number).sum();
            case BS ->
                value.bs().stream()
                        .mapToLong(bytes -> bytes.asByteArrayUnsafe().length)
                        .sum();
            case M -> OF_A_COLLECTION + OF_AN_ELEMENT * value.m().size() + of(value.m());
            case L ->
                OF_A_COLLECTION
                        + value.l().stream()
                                .mapToLong(element -> OF_AN_ELEMENT + of(element))
                                .sum();
            case BOOL, NUL -> OF_A_FLAG;
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("has no known type: " + value);
        };
    }

    /** One byte for two significant digits, one more, and one for a sign. */
    private static long number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        int digits = number.signum() == 0 ? 0 : number.precision();
        return Math.ceilDiv(digits, 2L) + 1 + (number.signum() < 0 ? 1 : 0);
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
