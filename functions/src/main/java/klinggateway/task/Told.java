package klinggateway.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import klinggateway.http.Json;
import klinggateway.job.JobResult;

/**
 * What Kling told of a task that has succeeded, in either generation's shape, whichever it was told in: a gateway with an API
 * key asks on the newer path for older tasks, too.
 */
final class Told {

    private static final String RESULT = "task_result";
    private static final String OUTPUTS = "outputs";
    private static final String TYPE = "type";
    private static final String INDEX = "index";

    /** Lists of the older generation, by what the newer one calls each of their items. */
    private static final Map<String, String> LISTS = Map.of(
            "video", "videos",
            "image", "images",
            "audio", "audios",
            "element", "elements",
            "voice", "voices");

    private static final Map<String, String> TYPES = Map.of(
            "videos", "video",
            "images", "image",
            "series_images", "image",
            "audios", "audio",
            "elements", "element",
            "voices", "voice");
    /** Members of sounds: the older name by the newer one. */
    private static final Map<String, String> OLDER_NAMES = Map.of(
            "mp3_url", "url_mp3",
            "wav_url", "url_wav",
            "mp3_duration", "duration_mp3",
            "wav_duration", "duration_wav");

    private static final Map<String, String> NEWER_NAMES = OLDER_NAMES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private final ObjectNode task;

    private Told(ObjectNode task) {
        this.task = task;
    }

    /** Of what is too long to be kept, and of samples, only the files are known. */
    static Told of(JobResult result) {
        return new Told(result.told().map(Json::readObject).orElseGet(() -> files(result)));
    }

    private static ObjectNode files(JobResult result) {
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        ArrayNode outputs = task.putArray(OUTPUTS);
        for (JobResult.Output output : result.outputs()) {
            ObjectNode item = outputs.addObject().put(TYPE, output.type());
            output.id().ifPresent(id -> item.put("id", id));
            item.put("url", output.url());
            output.watermarkUrl().ifPresent(url -> item.put("watermark_url", url));
            output.seconds().ifPresent(seconds -> item.put("duration", seconds.toString()));
        }
        return task;
    }

    /** A member of the task as Kling told it. */
    JsonNode member(String name) {
        return task.path(name);
    }

    Set<Map.Entry<String, JsonNode>> members() {
        return task.properties();
    }

    /** The lists of results, as the older generation shows them. */
    ObjectNode olderResult() {
        if (task.path(RESULT) instanceof ObjectNode result) {
            return result.deepCopy();
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (JsonNode output : task.path(OUTPUTS)) {
            String type = output.path(TYPE).asText();
            ArrayNode list = result.withArrayProperty(LISTS.getOrDefault(type, type));
            ObjectNode item = renamed(output, OLDER_NAMES);
            item.remove(TYPE);
            if (type.equals("image") && !item.has(INDEX)) {
                list.add(JsonNodeFactory.instance
                        .objectNode()
                        .put(INDEX, list.size())
                        .setAll(item));
            } else {
                list.add(item);
            }
        }
        return result;
    }

    /** The results as the newer generation shows them. */
    ArrayNode newerOutputs() {
        if (task.path(OUTPUTS) instanceof ArrayNode outputs) {
            return outputs.deepCopy();
        }
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<String, JsonNode> list : task.path(RESULT).properties()) {
            String type = TYPES.getOrDefault(list.getKey(), list.getKey());
            for (JsonNode item : list.getValue()) {
                ObjectNode output = outputs.addObject().put(TYPE, type).setAll(renamed(item, NEWER_NAMES));
                // Only the older generation numbers them.
                output.remove(INDEX);
            }
        }
        return outputs;
    }

    private static ObjectNode renamed(JsonNode item, Map<String, String> names) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        item.properties()
                .forEach(
                        member -> renamed.set(names.getOrDefault(member.getKey(), member.getKey()), member.getValue()));
        return renamed;
    }
}
