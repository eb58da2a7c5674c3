package klinggateway.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.Charge;
import klinggateway.usage.Money;

/** A job as a task of Kling's older generation. Its id is the job's, in the decimal spelling, from the first answer on. */
public final class OlderTask {

    /** What the gateway knows better than Kling, for whom the task has other ids and came later. */
    private static final Set<String> OURS = Set.of(
            "task_id",
            "task_status",
            "task_status_msg",
            "task_info",
            "task_result",
            "watermark_info",
            "final_unit_deduction",
            "final_balance_deduction",
            "created_at",
            "updated_at");
    /** Members that only the newer generation has. */
    private static final Set<String> NEWER = Set.of(
            "id", "status", "message", "create_time", "update_time", "external_id", "outputs", "billing", "materials");

    private OlderTask() {}

    /** The answer to the order. */
    public static ObjectNode created(ShownJob shown) {
        ObjectNode task = JsonNodeFactory.instance
                .objectNode()
                .put("task_id", shown.job().id().decimal())
                .put("task_status", shown.status().olderWord());
        putInfo(task, shown, Optional.empty());
        putTimes(task, shown);
        return task;
    }

    /** The task as it is now. */
    public static ObjectNode of(ShownJob shown) {
        Optional<Told> told = shown.result().map(Told::of);
        ObjectNode task = JsonNodeFactory.instance
                .objectNode()
                .put("task_id", shown.job().id().decimal())
                .put("task_status", shown.status().olderWord())
                .put("task_status_msg", shown.message());
        putInfo(task, shown, told);
        task.putObject("watermark_info").put("enabled", shown.extras().watermark());
        if (shown.hasEnded()) {
            task.set("task_result", told.map(Told::olderResult).orElseGet(JsonNodeFactory.instance::objectNode));
            putDeduction(task, shown.job().charge(), told);
        }
        putTimes(task, shown);
        told.ifPresent(known -> putOthers(task, known));
        return task;
    }

    /** The same as callbacks have it: with both kinds of results, whatever was ordered. */
    public static ObjectNode callback(ShownJob shown) {
        ObjectNode task = of(shown);
        task.withObjectProperty("task_info").putIfAbsent("parent_video", NullNode.getInstance());
        ObjectNode result = task.withObjectProperty("task_result");
        result.withArrayProperty("videos");
        result.withArrayProperty("images");
        return task;
    }

    /** What a call has answered at once; only some calls have a task's id. */
    public static ObjectNode answered(ShownJob shown) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        shown.result().map(Told::of).ifPresent(told -> {
            putOthers(answer, told);
            for (String name : OURS) {
                JsonNode value = told.member(name);
                if (!value.isMissingNode()) {
                    answer.set(name, value);
                }
            }
        });
        if (answer.has("task_id")) {
            answer.put("task_id", shown.job().id().decimal());
        }
        return answer;
    }

    private static void putInfo(ObjectNode task, ShownJob shown, Optional<Told> told) {
        ObjectNode info = task.putObject("task_info");
        shown.extras().externalId().ifPresent(id -> info.put("external_task_id", id));
        told.map(known -> known.member("task_info").path("parent_video"))
                .filter(JsonNode::isObject)
                .ifPresent(video -> info.set("parent_video", video));
    }

    private static void putDeduction(ObjectNode task, Charge charge, Optional<Told> told) {
        if (charge.settled()) {
            task.put("final_unit_deduction", Money.units(charge.milliUnits()).toPlainString());
        }
        JsonNode balance = told.map(known -> known.member("final_balance_deduction"))
                .filter(JsonNode::isObject)
                .orElseGet(() ->
                        JsonNodeFactory.instance.objectNode().put("quota", "0").put("list_price", "0"));
        task.set("final_balance_deduction", balance);
    }

    private static void putTimes(ObjectNode task, ShownJob shown) {
        task.put("created_at", shown.createdAt().toEpochMilli())
                .put("updated_at", shown.updatedAt().toEpochMilli());
    }

    /** What nobody here knows is passed on as it came. */
    private static void putOthers(ObjectNode task, Told told) {
        for (Map.Entry<String, JsonNode> member : told.members()) {
            if (!OURS.contains(member.getKey()) && !NEWER.contains(member.getKey())) {
                task.set(member.getKey(), member.getValue());
            }
        }
    }
}
