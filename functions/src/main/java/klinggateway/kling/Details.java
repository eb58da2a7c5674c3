package klinggateway.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Kling tells about a result beside its files: a session, the faces of a video, an element, a voice. It is kept in
 * camelCase, and ids that are numbers too long for a double become texts.
 */
public final class Details {

    /** What is read elsewhere, or says nothing about the result. */
    private static final Set<String> KNOWN = Set.of(
            "task_id",
            "id",
            "task_status",
            "status",
            "task_status_msg",
            "message",
            "task_info",
            "external_id",
            "watermark_info",
            "created_at",
            "create_time",
            "updated_at",
            "update_time",
            "final_unit_deduction",
            "final_balance_deduction",
            "billing",
            "outputs",
            "materials");
    /** Lists of files, whose members are outputs already. */
    private static final Set<String> FILES = Set.of("videos", "images", "series_images", "audios");

    private static final Set<String> OF_FILES = Set.of(
            "id",
            "index",
            "url",
            "watermark_url",
            "duration",
            "url_mp3",
            "url_wav",
            "duration_mp3",
            "duration_wav",
            "url_1",
            "url_2",
            "url_3");
    private static final Set<String> MEDIA = Set.of("video", "image", "audio");
    private static final BigInteger EXACT_IN_A_DOUBLE = BigInteger.ONE.shiftLeft(53);
    private static final int DEEPEST = 12;

    private Details() {}

    /**
     * What there is to tell, or empty if there is nothing.
     *
     * @param told a task as Kling showed it, as JSON
     */
    public static Optional<JsonNode> of(String told) {
        JsonNode task = KlingAnswer.json(told);
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        addAll(details, task);
        addAll(details, task.path("task_result"));
        for (String list : List.of("outputs", "materials")) {
            for (JsonNode output : task.path(list)) {
                String type = output.path("type").asText();
                if (!type.isEmpty() && !MEDIA.contains(type)) {
                    details.withArrayProperty(type + "s").add(converted(output, 0));
                }
            }
        }
        return details.isEmpty() ? Optional.empty() : Optional.of(details);
    }

    /** Any answer's {@code data} in the gateway's spelling. */
    static JsonNode camelCased(JsonNode data) {
        return converted(data, 0);
    }

    private static void addAll(ObjectNode details, JsonNode source) {
        for (Map.Entry<String, JsonNode> member : source.properties()) {
            String name = member.getKey();
            boolean isOutput = FILES.contains(name) && isAllFiles(member.getValue());
            if (!KNOWN.contains(name) && !name.equals("task_result") && !isOutput) {
                details.set(camelCase(name), converted(member.getValue(), 0));
            }
        }
    }

    /** Whether the items have no member that gets lost in an output. */
    private static boolean isAllFiles(JsonNode items) {
        for (JsonNode item : items) {
            for (Map.Entry<String, JsonNode> member : item.properties()) {
                if (!OF_FILES.contains(member.getKey())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static JsonNode converted(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return TextNode.valueOf("…");
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(member -> object.set(camelCase(member.getKey()), converted(member.getValue(), depth + 1)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(converted(item, depth + 1)));
            return array;
        }
        boolean isTooLong =
                node.isIntegralNumber() && node.bigIntegerValue().abs().compareTo(EXACT_IN_A_DOUBLE) > 0;
        return isTooLong ? TextNode.valueOf(node.asText()) : node;
    }

    /** {@code session_id} is {@code sessionId} there. */
    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character == '_' && !camel.isEmpty()) {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(character) : character);
                upper = false;
            }
        }
        return camel.toString();
    }
}
