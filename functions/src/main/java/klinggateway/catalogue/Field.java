package klinggateway.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule of one field of a request.
 *
 * @param least the least number, or length of a list
 * @param most the greatest number, or length of a text or list
 * @param of the values of a choice
 * @param needed whether it must be there
 * @param special whether only offers that list it under {@code allows} take it
 * @param wire how it is written for Kling, where that differs from the value itself
 * @param item the rule of a list's items
 * @param fields the rules of an object's members
 * @param rules what an object's members have to do with each other
 */
public record Field(
        Type type,
        Optional<BigDecimal> least,
        Optional<BigDecimal> most,
        List<String> of,
        @JsonProperty("default") Optional<String> defaultValue,
        boolean needed,
        boolean special,
        Wire wire,
        Optional<Field> item,
        Map<String, Field> fields,
        Rules rules) {

    /** The one whose length depends on the generation, too. */
    static final String PROMPT = "prompt";

    /** What a field holds. */
    public enum Type {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("choice")
        CHOICE,
        /** One of the offer's modes. */
        @JsonProperty("mode")
        MODE,
        @JsonProperty("truth")
        TRUTH,
        @JsonProperty("number")
        NUMBER,
        @JsonProperty("wholeNumber")
        WHOLE_NUMBER,
        /** An id of Kling's that is a number too long for a double. */
        @JsonProperty("id")
        ID,
        /** The id of a video that Kling has made, or the gateway's id of the job that made it. */
        @JsonProperty("videoId")
        VIDEO_ID,
        /** The URL of a picture, or the picture itself in base 64. */
        @JsonProperty("image")
        IMAGE,
        /** The URL of a video or sound, or a sound itself in base 64. */
        @JsonProperty("media")
        MEDIA,
        @JsonProperty("list")
        LIST,
        @JsonProperty("object")
        OBJECT
    }

    /** How a value is written for Kling (docs/kling.md, Conventions). */
    public enum Wire {
        @JsonProperty("asIs")
        AS_IS,
        /** A number as text. */
        @JsonProperty("text")
        TEXT,
        @JsonProperty("onOff")
        ON_OFF,
        @JsonProperty("yesNo")
        YES_NO,
        /** A text that is a number as one, and another as it is. */
        @JsonProperty("number")
        NUMBER,
        /** {@code watermark_info: {enabled}}. */
        @JsonProperty("watermark")
        WATERMARK,
        /** Not at all: it is for the gateway. */
        @JsonProperty("none")
        NONE
    }

    public Field(
            @JsonProperty(required = true) Type type,
            Optional<BigDecimal> least,
            Optional<BigDecimal> most,
            @Nullable List<String> of,
            Optional<String> defaultValue,
            boolean needed,
            boolean special,
            @Nullable Wire wire,
            Optional<Field> item,
            @Nullable Map<String, Field> fields,
            @Nullable Rules rules) {
        this.type = type;
        this.least = least;
        this.most = most;
        this.of = of == null ? List.of() : List.copyOf(of);
        this.defaultValue = defaultValue;
        this.needed = needed;
        this.special = special;
        this.wire = wire == null ? Wire.AS_IS : wire;
        this.item = item;
        this.fields = fields == null ? Map.of() : fields;
        this.rules = rules == null ? Rules.NONE : rules;
    }

    /** The same with another greatest number or length. */
    Field upTo(int other) {
        return new Field(
                type,
                least,
                Optional.of(BigDecimal.valueOf(other)),
                of,
                defaultValue,
                needed,
                special,
                wire,
                item,
                fields,
                rules);
    }

    /** Whether it is a text of at most as many characters as this one may have. */
    boolean isLongEnoughFor(JsonNode given) {
        return most.map(limit -> length(given) <= limit.intValueExact()).orElse(true);
    }

    /** The length of a text in characters, as Kling is taken to count them (docs/kling.md, Unknown or contradictory). */
    static int length(JsonNode given) {
        String text = given.asText();
        return text.codePointCount(0, text.length());
    }
}
