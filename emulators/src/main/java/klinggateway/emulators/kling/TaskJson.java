package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Source;

/** Writes a task so that it can be read back exactly; not a shape of Kling's. */
final class TaskJson {

    private TaskJson() {}

    static ObjectNode write(Task task) {
        ObjectNode json = Json.object()
                .put("id", task.id())
                .put("resultId", task.resultId())
                .put("product", task.product().path())
                .put("path", task.path())
                .put("hooks", task.hooks().toString())
                .put("createdAt", task.plan().createdAt().toString())
                .put("processingAt", task.plan().processingAt().toString());
        task.plan().endsAt().ifPresent(at -> json.put("endsAt", at.toString()));
        json.put("status", task.status().name())
                .put("updatedAt", task.updatedAt().toString())
                .put("deleted", task.deleted());
        json.set("order", write(task.order()));
        ArrayNode deductions = json.putArray("deductions");
        task.deductions()
                .forEach(deduction -> deductions
                        .addObject()
                        .put("packId", deduction.packId())
                        .put("before", deduction.before().toPlainString())
                        .put("amount", deduction.amount().toPlainString())
                        .put("at", deduction.at().toString()));
        json.set("request", task.request());
        return json;
    }

    static Task read(JsonNode json) {
        String id = text(json, "id");
        return new Task(
                id,
                text(json, "resultId"),
                Product.at(text(json, "product")),
                text(json, "path"),
                readOrder(json.path("order")),
                Hooks.in(text(json, "hooks")),
                json.path("request"),
                new Task.Plan(
                        instant(json, "createdAt"),
                        instant(json, "processingAt"),
                        optional(json, "endsAt").map(Instant::parse)),
                TaskStatus.valueOf(text(json, "status")),
                instant(json, "updatedAt"),
                json.path("deductions")
                        .valueStream()
                        .map(deduction -> readDeduction(id, deduction))
                        .toList(),
                json.path("deleted").booleanValue());
    }

    private static Deduction readDeduction(String taskId, JsonNode json) {
        return new Deduction(
                taskId,
                text(json, "packId"),
                new BigDecimal(text(json, "before")),
                new BigDecimal(text(json, "amount")),
                instant(json, "at"));
    }

    private static ObjectNode write(Order order) {
        ObjectNode json = Json.object()
                .put("model", order.model())
                .put("watermark", order.watermark())
                .put("units", order.units().toPlainString())
                .put("fastest", order.pace().fastest().toString())
                .put("slowest", order.pace().slowest().toString());
        order.externalId().ifPresent(id -> json.put("externalId", id));
        order.callback().ifPresent(url -> json.put("callback", url.toString()));
        order.flaw().ifPresent(flaw -> json.put("flaw", flaw));
        order.source()
                .ifPresent(source -> json.putObject("source")
                        .put("id", source.id())
                        .put("url", source.url())
                        .put("seconds", source.seconds().toPlainString()));
        json.set("output", OutputJson.write(order.output()));
        return json;
    }

    private static Order readOrder(JsonNode json) {
        return new Order(
                text(json, "model"),
                new CommonFields(
                        optional(json, "externalId"),
                        optional(json, "callback").map(URI::create),
                        json.path("watermark").booleanValue()),
                new BigDecimal(text(json, "units")),
                new Pace(Duration.parse(text(json, "fastest")), Duration.parse(text(json, "slowest"))),
                OutputJson.read(json.path("output")),
                optional(json, "flaw"),
                Optional.of(json.path("source")).filter(JsonNode::isObject).map(TaskJson::readSource));
    }

    private static Source readSource(JsonNode json) {
        return new Source(text(json, "id"), text(json, "url"), new BigDecimal(text(json, "seconds")));
    }

    private static Optional<String> optional(JsonNode json, String name) {
        return Optional.ofNullable(json.path(name).textValue());
    }

    private static String text(JsonNode json, String name) {
        return optional(json, name).orElseThrow(() -> new IllegalStateException(name + " is missing in " + json));
    }

    private static Instant instant(JsonNode json, String name) {
        return Instant.parse(text(json, name));
    }
}
