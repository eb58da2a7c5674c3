package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in what an order leaves out, so that what is priced is what is sent. */
final class Defaults {

    static final String SHAPE = "aspectRatio";

    private static final int USUAL_SECONDS = 5;

    private final JsonNode given;
    private final ObjectNode fields;
    private final Product product;
    private final Offer offer;

    /**
     * @param given the order as it came: what is there but wrong is not filled in
     * @param fields what of it is right
     */
    Defaults(JsonNode given, ObjectNode fields, Product product, Offer offer) {
        this.given = given;
        this.fields = fields;
        this.product = product;
        this.offer = offer;
    }

    void fillIn() {
        product.fields().forEach((name, rule) -> {
            if (isLeftOut(name) && !(name.equals(SHAPE) && hasShapeOfInput(fields))) {
                rule.defaultValue().ifPresent(value -> {
                    if (rule.type() == Field.Type.WHOLE_NUMBER) {
                        fields.put(name, Integer.parseInt(value));
                    } else {
                        fields.put(name, value);
                    }
                });
            }
        });
        if (offer.alwaysSound() && isLeftOut("sound")) {
            fields.put("sound", true);
        }
        mode();
        duration();
    }

    private void mode() {
        if (fields.has("mode")) {
            offer.modeNamed(fields.path("mode").asText()).ifPresent(mode -> fields.put("mode", mode));
        } else if (isLeftOut("mode") && !offer.modes().isEmpty()) {
            String usual =
                    offer.defaultMode().orElse(offer.modes().keySet().iterator().next());
            boolean isMute = fields.path("sound").asBoolean() && !offer.sound().contains(usual);
            fields.put(
                    "mode", isMute && !offer.sound().isEmpty() ? offer.sound().getFirst() : usual);
        }
    }

    private void duration() {
        if (isLeftOut("duration") && !offer.seconds().isEmpty()) {
            fields.put(
                    "duration",
                    offer.seconds().contains(USUAL_SECONDS)
                            ? USUAL_SECONDS
                            : offer.seconds().getFirst());
        }
    }

    private boolean isLeftOut(String name) {
        return !given.hasNonNull(name);
    }

    /** A video that starts from a frame, or is made of another video, has its shape. */
    static boolean hasShapeOfInput(JsonNode fields) {
        for (JsonNode image : fields.path("imageList")) {
            if (image.path("type").asText().equals("first_frame")) {
                return true;
            }
        }
        return Pricing.editsVideo(fields);
    }
}
