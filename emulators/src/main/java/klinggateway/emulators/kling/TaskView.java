package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import klinggateway.emulators.kling.Order.Video;

/** Shows tasks in the shapes of both API generations: docs/kling.md, Answers and Callbacks. */
final class TaskView {
    private static final String UNKNOWN_STATUS = "reviewing";

    /** Shown from the beginning, unlike what else only some videos have. */
    private static final String SESSION = "session_id";

    private final ResultView results;

    TaskView(ResultView results) {
        this.results = results;
    }

    ObjectNode legacyCreated(Task task) {
        ObjectNode view = Json.object();
        view.put("task_id", task.id());
        view.put("task_status", task.status().legacyWord());
        addTaskInfo(view, task);
        if (task.order().output() instanceof Video video && video.extras().containsKey(SESSION)) {
            view.put(SESSION, video.extras().get(SESSION));
        }
        view.put("created_at", task.plan().createdAt().toEpochMilli());
        view.put("updated_at", task.updatedAt().toEpochMilli());
        addExtras(view, task);
        return view;
    }

    ObjectNode legacy(Task task) {
        ObjectNode view = Json.object();
        view.put("task_id", task.id());
        view.put(
                "task_status",
                word(task, task.status().legacyWord(), task.status().word()));
        view.put("task_status_msg", task.statusMessage());
        addTaskInfo(view, task);
        view.putObject("watermark_info").put("enabled", task.order().watermark());
        if (task.status().isFinal()) {
            ObjectNode result = view.putObject("task_result");
            if (task.status() == TaskStatus.SUCCEEDED) {
                results.addLegacy(result, task);
            }
            view.put("final_unit_deduction", plain(task.unitsDeducted()));
            view.putObject("final_balance_deduction").put("quota", "0").put("list_price", "0");
        }
        view.put("created_at", task.plan().createdAt().toEpochMilli());
        view.put("updated_at", task.updatedAt().toEpochMilli());
        addExtras(view, task);
        return view;
    }

    /** Flat, and with both kinds of results whatever was ordered: docs/kling.md, Callbacks. */
    ObjectNode legacyCallback(Task task) {
        ObjectNode view = legacy(task);
        if (view.path("task_info") instanceof ObjectNode info) {
            info.putIfAbsent("parent_video", NullNode.getInstance());
        }
        ObjectNode result = view.withObjectProperty("task_result");
        result.withArrayProperty("videos");
        result.withArrayProperty("images");
        return view;
    }

    ObjectNode currentCreated(Task task) {
        ObjectNode view = Json.object();
        view.put("id", task.id());
        view.put("status", task.status().word());
        view.put("create_time", task.plan().createdAt().toEpochMilli());
        view.put("update_time", task.updatedAt().toEpochMilli());
        addExternalId(view, task);
        addExtras(view, task);
        return view;
    }

    ObjectNode current(Task task) {
        ObjectNode view = Json.object();
        view.put("id", task.id());
        view.put("status", word(task, task.status().word(), task.status().legacyWord()));
        view.put("message", task.statusMessage());
        view.put("create_time", task.plan().createdAt().toEpochMilli());
        view.put("update_time", task.updatedAt().toEpochMilli());
        addExternalId(view, task);
        ArrayNode outputs = view.putArray("outputs");
        ArrayNode billing = view.putArray("billing");
        if (task.status() == TaskStatus.SUCCEEDED) {
            results.addCurrent(outputs, task);
        }
        if (task.status().isFinal()) {
            billing.addObject()
                    .put("charge_type", "unit")
                    .put("amount", plain(task.unitsDeducted()))
                    .put("package_type", task.product().type().word());
        }
        addExtras(view, task);
        return view;
    }

    /** Trailing zeros and exponents are not in any amount Kling writes. */
    static String plain(BigDecimal units) {
        return units.signum() == 0 ? "0" : units.stripTrailingZeros().toPlainString();
    }

    private static String word(Task task, String usual, String otherSpelling) {
        if (task.status() == TaskStatus.PROCESSING && task.hooks().has("unknown-status")) {
            return UNKNOWN_STATUS;
        }
        return task.hooks().has("succeeded") ? otherSpelling : usual;
    }

    private static void addTaskInfo(ObjectNode view, Task task) {
        if (!task.hooks().has("no-task-info")) {
            ObjectNode info = view.putObject("task_info");
            task.order().externalId().ifPresent(id -> info.put("external_task_id", id));
            task.order()
                    .source()
                    .ifPresent(source -> info.putObject("parent_video")
                            .put("id", source.id())
                            .put("url", source.url())
                            .put("duration", plain(source.seconds())));
        }
    }

    private static void addExternalId(ObjectNode view, Task task) {
        if (!task.hooks().has("no-task-info")) {
            view.put("external_id", task.order().externalId().orElse(""));
        }
    }

    private static void addExtras(ObjectNode view, Task task) {
        if (task.hooks().has("extra-fields")) {
            view.put("queue_hint", 7).putObject("experimental").putArray("list").add(1);
        }
    }
}
