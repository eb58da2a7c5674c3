package klinggateway.task;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Pool;
import klinggateway.usage.Money;

/** A job as a task of Kling's newer generation. Its id is the job's, in the decimal spelling, from the first answer on. */
public final class NewerTask {

    private static final String BILLING = "billing";
    /** Kling's words for what packs are bought for. */
    private static final Map<Pool, String> PACKAGES =
            Map.of(Pool.VIDEO, "video", Pool.IMAGE, "image", Pool.TRY_ON, "try-on");

    private NewerTask() {}

    /** The answer to the order. */
    public static ObjectNode created(ShownJob shown) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", shown.job().id().decimal())
                .put("status", shown.status().newerWord())
                .put("create_time", shown.createdAt().toEpochMilli())
                .put("update_time", shown.updatedAt().toEpochMilli())
                .put("external_id", shown.extras().externalId().orElse(""));
    }

    /** The task as it is now, in answers and in callbacks. */
    public static ObjectNode of(ShownJob shown) {
        Optional<Told> told = shown.result().map(Told::of);
        ObjectNode task = created(shown).put("message", shown.message());
        task.set("outputs", told.map(Told::newerOutputs).orElseGet(JsonNodeFactory.instance::arrayNode));
        task.set(BILLING, billing(shown, told));
        return task;
    }

    /** Lines as Kling told them, or one with what was found to be charged. */
    private static ArrayNode billing(ShownJob shown, Optional<Told> told) {
        if (told.isPresent() && told.get().member(BILLING) instanceof ArrayNode lines) {
            return lines;
        }
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        if (shown.hasEnded() && shown.job().charge().settled()) {
            lines.addObject()
                    .put("charge_type", "unit")
                    .put(
                            "amount",
                            Money.units(shown.job().charge().milliUnits()).toPlainString())
                    .put("package_type", PACKAGES.get(shown.job().order().pool()));
        }
        return lines;
    }
}
