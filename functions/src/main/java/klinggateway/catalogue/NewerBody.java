package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An order in the newer generation's shape, and what of an order that shape cannot say (docs/kling.md, Generations). */
final class NewerBody {

    private static final Set<String> VIDEO = Set.of(
            "prompt", "mode", "duration", "sound", "watermark", "multiShot", "shotType", "multiPrompt", "inputSeconds");
    private static final Map<String, Set<String>> MORE = Map.of(
            "text2video", Set.of("aspectRatio"),
            "image2video", Set.of("image", "imageTail", "elementList", "voiceList"),
            "omni-video", Set.of("aspectRatio", "imageList", "elementList", "videoList"),
            "motion-control",
                    Set.of("imageUrl", "videoUrl", "characterOrientation", "keepOriginalSound", "elementList"));
    private static final Pattern REFERENCE = Pattern.compile("<<<(image|element|voice|video)_([0-9]{1,2})>>>");

    private final String kind;
    private final ObjectNode fields;
    private final Product product;
    private final Offer offer;

    NewerBody(String kind, ObjectNode fields, Product product, Offer offer) {
        this.kind = kind;
        this.fields = fields;
        this.product = product;
        this.offer = offer;
    }

    /** What this generation cannot be told. */
    List<Problem> problems(String model) {
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            if (!VIDEO.contains(name) && !MORE.getOrDefault(kind, Set.of()).contains(name)) {
                problems.add(new Problem("/" + name, "is not supported by " + model + " on Kling's newer paths"));
            }
        }
        for (String name : List.of("image", "imageTail", "imageUrl", "videoUrl")) {
            checkUrl("/" + name, fields.path(name), problems);
        }
        checkUrls("imageList", "imageUrl", problems);
        checkUrls("videoList", "videoUrl", problems);
        if (fields.has("imageTail") && !fields.has("image")) {
            problems.add(new Problem("/image", "is missing; " + model + " makes no video from a last frame alone"));
        }
        JsonNode video = fields.path("videoList").path(0);
        if (!Pricing.editsVideo(fields) && video.path("keepOriginalSound").asBoolean()) {
            problems.add(new Problem("/videoList/0/keepOriginalSound", "cannot be said on Kling's newer paths"));
        }
        if (Pricing.editsVideo(fields) && !video.path("keepOriginalSound").asBoolean(true)) {
            problems.add(new Problem("/videoList/0/keepOriginalSound", "cannot be false on Kling's newer paths"));
        }
        Field rule = offer.fields(product, Set.of(Generation.NEWER)).get(Field.PROMPT);
        if (fields.has("multiPrompt") && rule != null && !rule.isLongEnoughFor(TextNode.valueOf(prompt()))) {
            problems.add(new Problem(
                    "/multiPrompt",
                    "is longer than " + rule.most().orElseThrow().toPlainString() + " characters altogether"));
        }
        if (kind.equals("omni-video") && refersToFrameOrVideo()) {
            problems.add(new Problem("/prompt", "refers to a frame or a video by name, which the newer paths cannot"));
        }
        return problems;
    }

    private static void checkUrl(String pointer, JsonNode medium, List<Problem> problems) {
        boolean isInline = medium.isTextual() && !medium.asText().matches("https?://.*");
        if (isInline) {
            problems.add(new Problem(pointer, "must be a URL; Kling's newer paths take no file in base 64"));
        }
    }

    private void checkUrls(String list, String member, List<Problem> problems) {
        for (int i = 0; i < fields.path(list).size(); i++) {
            checkUrl(
                    "/" + list + "/" + i + "/" + member,
                    fields.path(list).get(i).path(member),
                    problems);
        }
    }

    private boolean refersToFrameOrVideo() {
        Matcher matcher = REFERENCE.matcher(prompt());
        while (matcher.find()) {
            boolean isImage = matcher.group(1).equals("image");
            int index = Integer.parseInt(matcher.group(2)) - 1;
            boolean isFrame = isImage && fields.path("imageList").path(index).has("type");
            if (isFrame || matcher.group(1).equals("video")) {
                return true;
            }
        }
        return false;
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String prompt = REFERENCE.matcher(prompt()).replaceAll("@$1_$2");
        if (kind.equals("text2video")) {
            body.put("prompt", prompt);
        } else {
            putContents(body.putArray("contents"), prompt);
        }
        putSettings(body.putObject("settings"));
        if (fields.has("watermark")) {
            body.putObject("options")
                    .putObject("watermark_info")
                    .put("enabled", fields.path("watermark").asBoolean());
        }
        return body;
    }

    /** Shots are part of the text there. */
    private String prompt() {
        StringBuilder shots = new StringBuilder();
        for (JsonNode shot : fields.path("multiPrompt")) {
            shots.append("shot ")
                    .append(shot.path("index").asInt())
                    .append(", ")
                    .append(shot.path("duration").asInt())
                    .append(", ")
                    .append(shot.path("prompt").asText())
                    .append("; ");
        }
        return shots.isEmpty()
                ? fields.path("prompt").asText()
                : shots.toString().strip();
    }

    private void putContents(ArrayNode contents, String prompt) {
        if (!prompt.isEmpty()) {
            contents.addObject().put("type", "prompt").put("text", prompt);
        }
        putMedium(contents, "first_frame", fields.path("image"));
        putMedium(contents, "last_frame", fields.path("imageTail"));
        putMedium(contents, "image", fields.path("imageUrl"));
        putMedium(contents, "video", fields.path("videoUrl"));
        int index = 0;
        for (JsonNode image : fields.path("imageList")) {
            index++;
            switch (image.path("type").asText()) {
                case "first_frame" -> putMedium(contents, "first_frame", image.path("imageUrl"));
                case "end_frame" -> putMedium(contents, "last_frame", image.path("imageUrl"));
                default ->
                    contents.addObject()
                            .put("type", "refer_image")
                            .put("url", image.path("imageUrl").asText())
                            .put("id", "image_" + index);
            }
        }
        String use = Pricing.editsVideo(fields) ? "base_video" : "feature_video";
        putMedium(contents, use, fields.path("videoList").path(0).path("videoUrl"));
        putNamed(contents, "element", "elementList", "elementId", "element_id");
        putNamed(contents, "voice", "voiceList", "voiceId", "voice_id");
    }

    private static void putMedium(ArrayNode contents, String type, JsonNode url) {
        if (url.isTextual()) {
            contents.addObject().put("type", type).put("url", url.asText());
        }
    }

    private void putNamed(ArrayNode contents, String type, String list, String member, String wireMember) {
        int index = 0;
        for (JsonNode item : fields.path(list)) {
            index++;
            ObjectNode content = contents.addObject().put("type", type);
            content.set(wireMember, item.path(member));
            content.put("id", type + "_" + index);
        }
    }

    private void putSettings(ObjectNode settings) {
        Offer.Mode mode = offer.modes().get(fields.path("mode").asText());
        if (mode != null) {
            settings.put("resolution", mode.resolution());
        }
        if (fields.has("aspectRatio")) {
            settings.put("aspect_ratio", fields.path("aspectRatio").asText());
        }
        if (fields.has("duration") && !Pricing.editsVideo(fields)) {
            settings.put("duration", fields.path("duration").asInt());
        }
        if (kind.equals("motion-control")) {
            settings.put(
                    "character_orientation", fields.path("characterOrientation").asText());
            settings.put("audio", fields.path("keepOriginalSound").asBoolean(true) ? "original" : "off");
        } else if (!offer.alwaysSound()) {
            settings.put("audio", fields.path("sound").asBoolean() ? "native" : "off");
        }
        if (offer.allows().containsKey("multiShot")) {
            // Left out, it would be true.
            settings.put("multi_shot", fields.path("multiShot").asBoolean());
        }
    }
}
