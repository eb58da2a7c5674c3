package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What kinds and fields are, in words for callers: {@code words.json}. A field is found there behind its kind or the field it
 * is in ({@code expand.image}), or by its name alone. What an operator has added is described by its type.
 */
final class Descriptions {

    private final JsonNode kinds;
    private final JsonNode fields;

    private Descriptions(JsonNode words) {
        this.kinds = words.path("kinds");
        this.fields = words.path("fields");
    }

    static Descriptions read() {
        try (InputStream json = Descriptions.class.getResourceAsStream("words.json")) {
            if (json == null) {
                throw new IllegalStateException("words.json is not beside " + Descriptions.class);
            }
            return new Descriptions(JsonMapper.builder().build().readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ofKind(String kind, Product product) {
        String price = switch (product.per()) {
            case SECOND -> "The price is per second.";
            case INPUT_SECOND -> "The price is per second of your video or sound.";
            case FIVE_INPUT_SECONDS -> "The price is per five seconds of your video, begun ones in full.";
            case IMAGE -> "The price is per image.";
            case CALL -> "The price is per order.";
        };
        return kinds.path(kind).asText("Makes " + kind + ".") + " " + price + together(product.rules());
    }

    /** Sums are beyond a JSON schema. */
    private static String together(Rules rules) {
        StringBuilder text = new StringBuilder();
        for (Rules.Together together : rules.together()) {
            text.append(" At most ")
                    .append(together.most())
                    .append(" items in ")
                    .append(String.join(" and ", together.fields()))
                    .append(" together")
                    .append(together.beside().map(name -> " beside " + name).orElse(""))
                    .append('.');
        }
        return text.toString();
    }

    /** @param owner the kind, or the field that this one is in */
    String ofField(String owner, String name, Field field) {
        String known = fields.path(owner + "." + name).asText(fields.path(name).asText());
        return known.isEmpty() ? ofType(field.type()) : known;
    }

    private static String ofType(Field.Type type) {
        return switch (type) {
            case TEXT -> "A text.";
            case CHOICE -> "One of a few words.";
            case MODE -> "The quality.";
            case TRUTH -> "Yes or no.";
            case NUMBER, WHOLE_NUMBER -> "A number.";
            case ID -> "An id of Kling's.";
            case VIDEO_ID -> "A video.";
            case IMAGE -> "A picture.";
            case MEDIA -> "A video or sound.";
            case LIST -> "A list.";
            case OBJECT -> "Several values.";
        };
    }
}
