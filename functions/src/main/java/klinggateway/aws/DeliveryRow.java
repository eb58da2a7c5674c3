package klinggateway.aws;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Delivery;
import klinggateway.job.Delivery.Attempt;
import klinggateway.job.Delivery.Status;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One item per delivery beside the job's row, with the job's expiry; while it is pending, the index {@code open} has it by when it is due. */
final class DeliveryRow {

    /** Of all pending ones, in the index {@code open}. */
    static final String OPEN = "delivery";

    private static final String PART = "delivery#";

    private DeliveryRow() {}

    static Map<String, AttributeValue> key(JobId job, JobState event) {
        return Map.of("id", Item.text(job.text()), "part", Item.text(PART + event.word()));
    }

    static Item of(Delivery delivery, Duration retention) {
        Item item = Item.create()
                .put("id", delivery.job().text())
                .put("part", PART + delivery.event().word())
                .put("reachedAt", delivery.createdAt())
                .put("status", delivery.status().word())
                .put("attempts", delivery.attempts())
                .putMoment("dueAt", delivery.dueAt())
                .putMoment("leaseUntil", delivery.leaseUntil())
                .put("version", delivery.version())
                .put("expiresAt", delivery.job().createdAt().plus(retention).getEpochSecond());
        delivery.last()
                .ifPresent(last -> item.put("lastAt", last.at())
                        .putNumber("lastStatus", last.httpStatus())
                        .putText("lastError", last.error()));
        delivery.dueAt().ifPresent(due -> item.put("openState", OPEN).put("openOrder", due));
        return item;
    }

    static Delivery read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        Delivery.Name name = name(item);
        return new Delivery(
                name.job(),
                name.event(),
                item.needMoment("reachedAt"),
                Status.ofWord(item.needText("status")),
                (int) item.needNumber("attempts"),
                item.findMoment("dueAt"),
                item.findMoment("leaseUntil"),
                item.findMoment("lastAt").map(at -> new Attempt(at, status(item), item.findText("lastError"))),
                item.needNumber("version"));
    }

    /** What an item of the index says, too. */
    static Delivery.Name name(Item item) {
        return new Delivery.Name(
                JobRow.id(item), JobState.ofWord(item.needText("part").substring(PART.length())));
    }

    private static Optional<Integer> status(Item item) {
        return item.findNumber("lastStatus").map(Long::intValue);
    }
}
