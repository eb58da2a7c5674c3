package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import klinggateway.emulators.kling.Order.Faces;
import klinggateway.emulators.kling.Order.Masks;
import klinggateway.emulators.kling.Order.Result;
import klinggateway.emulators.kling.Order.Selection;
import klinggateway.emulators.kling.Order.Speech;

/** Shows what is answered at once, each in a shape of its own. */
final class ReplyView {
    private static final int FRAMES_PER_SECOND = 24;
    private static final List<String> PARTS = List.of("object_seg", "head_seg", "face_seg", "cloth_seg");
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    private final ResultLinks links;

    ReplyView(ResultLinks links) {
        this.links = links;
    }

    ObjectNode of(Task task) {
        return switch (task.order().output()) {
            case Faces faces -> charged(faces(task, faces), task);
            case Selection selection -> selection(task, selection);
            case Masks masks -> charged(masks(task), task);
            case Speech speech -> charged(speech(task, speech), task);
            case Result result -> throw new IllegalStateException(task.id() + " has to be asked for");
        };
    }

    private ObjectNode faces(Task task, Faces faces) {
        ObjectNode data = Json.object().put("session_id", task.resultId());
        data.putArray("face_data")
                .addObject()
                .put("face_id", AdvancedLipSyncReader.FACE_ID)
                .put("face_image", links.url(task, "face.png"))
                .put("start_time", 0)
                .put("end_time", milliseconds(faces.seconds()));
        return data;
    }

    private ObjectNode masks(Task task) {
        ObjectNode data = Json.object();
        ArrayNode images = data.putObject("task_result").putArray("images");
        PARTS.forEach(part -> images.addObject()
                .put("type", part)
                .put("is_contain", true)
                .put("url", links.url(task, part + ".png")));
        return data;
    }

    private ObjectNode speech(Task task, Speech speech) {
        ObjectNode data = Json.object()
                .put("task_id", task.id())
                .put("task_status", task.status().legacyWord())
                .put("task_status_msg", "");
        data.putObject("task_result")
                .putArray("audios")
                .addObject()
                .put("id", task.resultId())
                .put("url", links.url(task, task.resultId() + ".mp3"))
                .put("duration", TaskView.plain(speech.seconds()));
        return data;
    }

    private ObjectNode selection(Task task, Selection selection) {
        ObjectNode data = Json.object().put("status", 0);
        switch (selection.step()) {
            case INIT ->
                data.put("session_id", task.resultId())
                        .put("fps", FRAMES_PER_SECOND)
                        .put("original_duration", milliseconds(selection.seconds()))
                        .put("width", WIDTH)
                        .put("height", HEIGHT)
                        .put(
                                "total_frame",
                                selection
                                        .seconds()
                                        .multiply(BigDecimal.valueOf(FRAMES_PER_SECOND))
                                        .intValue())
                        .put("normalized_video", links.url(task, "normalized.mp4"));
            case ADD, DELETE -> {
                data.put("session_id", selection.sessionId());
                ObjectNode result = data.putObject("res").put("frame_index", selection.frame());
                ObjectNode mask = result.putArray("rle_mask_list").addObject().put("object_id", 0);
                mask.putObject("rle_mask")
                        .put("counts", "")
                        .putArray("size")
                        .add(HEIGHT)
                        .add(WIDTH);
                mask.putObject("png_mask")
                        .put("base64", "")
                        .putArray("size")
                        .add(HEIGHT)
                        .add(WIDTH);
            }
            case CLEAR -> data.put("session_id", selection.sessionId());
            case PREVIEW ->
                data.put("session_id", selection.sessionId())
                        .putObject("res")
                        .put("video", links.url(task, "preview.mp4"))
                        .put("video_cover", links.url(task, "cover.png"))
                        .put("tracking_output", links.url(task, "tracking.png"));
        }
        return data;
    }

    private static ObjectNode charged(ObjectNode data, Task task) {
        return data.put("final_unit_deduction", TaskView.plain(task.unitsDeducted()));
    }

    private static long milliseconds(BigDecimal seconds) {
        return seconds.movePointRight(3).longValue();
    }
}
