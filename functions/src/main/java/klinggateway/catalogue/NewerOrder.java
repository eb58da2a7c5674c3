package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads an order in the newer generation's shape (docs/kling.md, Generations), as {@link NewerBody} writes it. Members that
 * nobody knows are passed over, as Kling does.
 */
public final class NewerOrder {

    private static final String USUAL_RESOLUTION = "720p";
    private static final String FRAME = "type";

    private final ObjectNode body;
    private final Offer offer;
    private final String kind;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    /** What the prompt may refer to, by the caller's names for it; longer names first, for a name may begin with another. */
    private final SortedMap<String, String> references =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private String prompt;

    private NewerOrder(String kind, Offer offer, ObjectNode body) {
        this.kind = kind;
        this.offer = offer;
        this.body = body;
        this.prompt = body.path("prompt").asText();
    }

    /**
     * The wish that the body of a create for this model is.
     *
     * @param kind as the path says
     */
    public static Wish wish(String kind, Model model, Offer offer, ObjectNode body) {
        NewerOrder order = new NewerOrder(kind, offer, body);
        order.fields.put("model", model.name());
        order.readContents();
        order.readSettings();
        JsonNode watermark = body.path("options").path("watermark_info").path("enabled");
        if (!watermark.isMissingNode() && !watermark.isNull()) {
            order.fields.set("watermark", watermark);
        }
        return new Wish(kind, order.fields);
    }

    private void readContents() {
        for (JsonNode item : body.path("contents")) {
            readItem(item);
        }
        references.forEach((name, reference) -> prompt = prompt.replace(name, reference));
        if (!prompt.isEmpty()) {
            fields.put("prompt", prompt);
        }
    }

    private void readItem(JsonNode item) {
        JsonNode url = item.path("url");
        switch (item.path("type").asText()) {
            case "prompt" -> prompt = item.path("text").asText() + prompt;
            case "first_frame" -> frame(url, "image", "first_frame");
            case "last_frame" -> frame(url, "imageTail", "end_frame");
            case "refer_image" ->
                refer(item, "image", fields.withArrayProperty("imageList").addObject(), "imageUrl", url);
            case "feature_video" -> video(url, "feature");
            case "base_video" -> video(url, "base");
            case "image" -> fields.set("imageUrl", url);
            case "video" -> fields.set("videoUrl", url);
            case "element" ->
                refer(
                        item,
                        "element",
                        fields.withArrayProperty("elementList").addObject(),
                        "elementId",
                        item.path("element_id"));
            case "voice" ->
                refer(
                        item,
                        "voice",
                        fields.withArrayProperty("voiceList").addObject(),
                        "voiceId",
                        item.path("voice_id"));
            default -> {
                // Nobody knows it, so it is passed over.
            }
        }
    }

    private void frame(JsonNode url, String name, String type) {
        if (kind.equals("omni-video")) {
            fields.withArrayProperty("imageList").addObject().put(FRAME, type).set("imageUrl", url);
        } else {
            fields.set(name, url);
        }
    }

    private void video(JsonNode url, String use) {
        fields.withArrayProperty("videoList").addObject().put("referType", use).set("videoUrl", url);
    }

    /** Adds something that the prompt can refer to by the name that the caller gave it. */
    private void refer(JsonNode item, String type, ObjectNode entry, String member, JsonNode value) {
        entry.set(member, value);
        String name = item.path("id").asText();
        int index = fields.path(type + "List").size();
        if (!name.isEmpty()) {
            references.put("@" + name, "<<<" + type + "_" + index + ">>>");
        }
    }

    private void readSettings() {
        JsonNode settings = body.path("settings");
        if (!offer.modes().isEmpty()) {
            fields.put("mode", settings.path("resolution").asText(USUAL_RESOLUTION));
        }
        copy(settings, "aspect_ratio", "aspectRatio");
        copy(settings, "duration", "duration");
        copy(settings, "character_orientation", "characterOrientation");
        String audio = settings.path("audio").asText();
        if (kind.equals("motion-control")) {
            copyTruth(audio, "original", "keepOriginalSound");
        } else {
            copyTruth(audio, "native", "sound");
        }
        // Left out, it is true wherever there is a choice.
        JsonNode multiShot = settings.path("multi_shot");
        if (multiShot.isValueNode() && !multiShot.isNull() && !multiShot.isBoolean()) {
            fields.set("multiShot", multiShot);
        } else if (offer.allows().containsKey("multiShot") && multiShot.asBoolean(true)) {
            fields.put("multiShot", true).put("shotType", "intelligence");
        }
    }

    private void copy(JsonNode settings, String wireName, String name) {
        if (settings.hasNonNull(wireName)) {
            fields.set(name, settings.path(wireName));
        }
    }

    /** Another word stays what it is, and is refused as what the field cannot be. */
    private void copyTruth(String word, String yes, String name) {
        if (word.equals(yes) || word.equals("off")) {
            fields.put(name, word.equals(yes));
        } else if (!word.isEmpty()) {
            fields.put(name, word);
        }
    }
}
