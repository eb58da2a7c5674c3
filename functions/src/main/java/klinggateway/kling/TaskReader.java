package klinggateway.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.kling.KlingTask.Cash;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.kling.KlingTask.Output;
import klinggateway.kling.KlingTask.Status;

/** Reads a task as either generation shows it (docs/kling.md, Answers). */
final class TaskReader {

    /** Where an item has its files: most have one, a sound has two, and three views of a subject have three. */
    private static final List<String> FILES =
            List.of("url", "url_mp3", "mp3_url", "url_wav", "wav_url", "url_1", "url_2", "url_3");
    /** The outputs of the newer generation that are files; the others are details. */
    private static final Set<String> MEDIA = Set.of("video", "image", "audio");

    /** An item of the jobs' table holds 400 KB. */
    private static final int LONGEST = 300_000;

    private static final BigDecimal MOST_PLAUSIBLE = BigDecimal.valueOf(1_000_000);

    private TaskReader() {}

    /** The task, where the node has one with an id. */
    static Optional<KlingTask> task(JsonNode node, Optional<String> requestId) {
        return Lenient.text(node, "task_id", "id")
                .map(id -> read(
                        node,
                        id,
                        Status.of(Lenient.text(node, "task_status", "status").orElse("")),
                        requestId));
    }

    /** What a call has answered. It has succeeded unless it says otherwise, and may have no id. */
    static KlingTask call(JsonNode node, Optional<String> requestId) {
        Status status = Status.of(Lenient.text(node.path("task_status")).orElse(""));
        return read(
                node,
                Lenient.text(node.path("task_id")).orElse(""),
                status == Status.FAILED ? Status.FAILED : Status.SUCCEEDED,
                requestId);
    }

    private static KlingTask read(JsonNode node, String id, Status status, Optional<String> requestId) {
        String message = Lenient.text(node, "task_status_msg", "message").orElse("");
        return new KlingTask(
                id,
                status,
                Lenient.words(message),
                Lenient.moment(node, "created_at", "create_time"),
                Lenient.moment(node, "updated_at", "update_time"),
                outputs(node),
                Optional.of(told(node)),
                deduction(node),
                requestId);
    }

    private static String told(JsonNode node) {
        String text = node.toString();
        return text.length() <= LONGEST ? text : "{\"too_long\":true}";
    }

    private static List<Output> outputs(JsonNode node) {
        List<Output> outputs = new ArrayList<>();
        JsonNode result = node.path("task_result");
        result.path("videos").forEach(item -> addFiles(outputs, item, "video"));
        result.path("images").forEach(item -> addFiles(outputs, item, "image"));
        result.path("series_images").forEach(item -> addFiles(outputs, item, "image"));
        result.path("audios").forEach(item -> addFiles(outputs, item, "audio"));
        for (JsonNode item : node.path("outputs")) {
            String type = item.path("type").asText("video");
            if (MEDIA.contains(type)) {
                addFiles(outputs, item, type);
            }
        }
        return outputs;
    }

    private static void addFiles(List<Output> outputs, JsonNode item, String type) {
        Optional<Double> seconds = Lenient.number(item.path("duration"))
                .or(() -> Lenient.number(item.path("duration_mp3")))
                .or(() -> Lenient.number(item.path("mp3_duration")))
                .map(BigDecimal::doubleValue);
        for (String name : FILES) {
            Lenient.text(item.path(name))
                    .ifPresent(url -> outputs.add(new Output(
                            type,
                            Lenient.text(item.path("id")),
                            url,
                            Lenient.text(item.path("watermark_url")),
                            seconds)));
        }
    }

    /** Each generation has its own members for it; {@code billing} counts only where the older ones are absent. */
    private static Deduction deduction(JsonNode node) {
        Optional<BigDecimal> units = plausible(node.path("final_unit_deduction"));
        JsonNode balance = node.path("final_balance_deduction");
        Optional<Cash> cash = plausible(balance.path("quota"))
                .or(() -> plausible(balance.path("list_price")))
                .map(amount -> new Cash(amount, Lenient.text(balance.path("currency"))));
        return units.isPresent() || cash.isPresent() ? new Deduction(units, cash) : billed(node.path("billing"));
    }

    private static Deduction billed(JsonNode lines) {
        Optional<BigDecimal> units = Optional.empty();
        Optional<Cash> cash = Optional.empty();
        for (JsonNode line : lines) {
            Optional<BigDecimal> amount = plausible(line.path("amount"));
            boolean isCash = Lenient.text(line.path("charge_type"))
                    .filter("cash"::equals)
                    .isPresent();
            if (amount.isPresent() && isCash) {
                BigDecimal before = cash.map(Cash::amount).orElse(BigDecimal.ZERO);
                cash = Optional.of(new Cash(before.add(amount.get()), Lenient.text(line.path("currency"))));
            } else if (amount.isPresent()) {
                units = Optional.of(units.orElse(BigDecimal.ZERO).add(amount.get()));
            }
        }
        return new Deduction(units, cash);
    }

    /** An amount that can be one: more than nothing, and less than what no task costs. */
    private static Optional<BigDecimal> plausible(JsonNode node) {
        return Lenient.number(node).filter(amount -> amount.signum() > 0 && amount.compareTo(MOST_PLAUSIBLE) < 0);
    }
}
