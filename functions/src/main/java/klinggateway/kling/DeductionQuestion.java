package klinggateway.kling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks for a page of Kling's records of what it took (docs/kling.md, Account).
 *
 * @param limit how many records at most, up to {@link #LONGEST_PAGE}
 * @param productType of these products only, in Kling's words
 * @param cursor where an earlier page said that the list goes on
 */
public record DeductionQuestion(
        Source source, Instant from, Instant to, int limit, Optional<String> productType, Optional<String> cursor) {

    /** The most records that Kling puts into one page. */
    public static final int LONGEST_PAGE = 500;

    /** What it was taken from. */
    public enum Source {
        /** Units of resource packs. */
        PACKAGE,
        /** Cash. */
        BALANCE;

        /** Kling's word for it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The source with this word. */
        public static Source ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What Kling answers within {@code timeout}; {@link DeductionPage} reads it. */
    public Reply ask(Kling kling, Duration timeout) {
        return kling.ask("POST", "/account/billing/" + source.word(), Optional.of(body()), timeout);
    }

    private String body() {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("start_time", from.toEpochMilli())
                .put("end_time", to.toEpochMilli())
                .put("limit", limit);
        cursor.ifPresent(place -> body.put("cursor", place));
        productType.ifPresent(type -> body.putArray("filters")
                .addObject()
                .put("key", "product_type")
                .putArray("values")
                .add(type));
        return body.toString();
    }
}
