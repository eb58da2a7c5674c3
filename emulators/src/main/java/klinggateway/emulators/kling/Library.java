package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import klinggateway.emulators.kling.Order.Element;
import klinggateway.emulators.kling.Order.Result;
import klinggateway.emulators.kling.Order.Voice;

/**
 * Shows the elements and voices that everybody has, and deletes those an account has made.
 *
 * <p>The presets are the emulator's own, in the shape of the lists of tasks; what a deletion answers is not documented.
 */
final class Library {
    private static final long FIRST_PRESET = 800_000_000_000_000_001L;
    private static final int MOST_ELEMENTS = 500;
    private static final int MOST_VOICES = 1000;
    private static final List<String> ELEMENTS = List.of("Old sailor", "Red fox", "City tram");
    private static final List<String> VOICES = List.of("Calm woman", "Young man", "Narrator");

    private final KlingAccount account;

    Library(KlingAccount account) {
        this.account = account;
    }

    Answer presetElements(ApiRequest request) {
        return page(
                request,
                MOST_ELEMENTS,
                ELEMENTS,
                "elements",
                index -> Json.object()
                        .put("element_id", FIRST_PRESET + index)
                        .put("element_name", ELEMENTS.get(index))
                        .put("element_description", ELEMENTS.get(index))
                        .put("reference_type", "image_refer"));
    }

    Answer presetVoices(ApiRequest request) {
        return page(
                request,
                MOST_VOICES,
                VOICES,
                "voices",
                index -> Json.object()
                        .put("voice_id", Long.toString(FIRST_PRESET + index))
                        .put("voice_name", VOICES.get(index))
                        .put("trial_url", "https://example.com/voices/" + index + ".mp3"));
    }

    Answer deleteElement(ApiRequest request) {
        // An id is a number in results, and clients send it as a text as well.
        return delete("Element", request.json().node().path("element_id").asText(""), Element.class);
    }

    Answer deleteVoice(ApiRequest request) {
        return delete("Voice", request.json().node().path("voice_id").asText(""), Voice.class);
    }

    private Answer delete(String what, String id, Class<? extends Result> kind) {
        Task task = account.withResult(id)
                .filter(found -> kind.isInstance(found.order().output()) && !found.deleted())
                .orElseThrow(() -> Refusal.invalid(what + " not found by id: " + id));
        account.delete(task);
        return new Answer.Data(Json.object());
    }

    /** Makes one item of a list. */
    private interface Preset {
        ObjectNode at(int index);
    }

    private static Answer page(ApiRequest request, int most, List<String> names, String list, Preset preset) {
        int page = request.number("pageNum", 1, 1, 1000);
        int size = request.number("pageSize", 30, 1, most);
        ArrayNode data = Json.array();
        IntStream.range(0, names.size()).skip((page - 1L) * size).limit(size).forEach(index -> {
            ObjectNode task = data.addObject()
                    .put("task_id", Long.toString(FIRST_PRESET + index))
                    .put("task_status", "succeed");
            task.putObject("task_result")
                    .putArray(list)
                    .add(preset.at(index).put("owned_by", "kling").put("status", "succeed"));
        });
        return new Answer.Data(data);
    }
}
