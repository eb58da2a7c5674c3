package klinggateway.emulators.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One accepted order and how far it has come; its future is decided when it is created.
 *
 * @param path the path it was created on, the model included where the path carries it
 * @param resultId id of the video it will have made
 * @param request the body as it came in, inline media shortened
 * @param deleted whether what it has made was deleted by its owner
 */
record Task(
        String id,
        String resultId,
        Product product,
        String path,
        Order order,
        Hooks hooks,
        JsonNode request,
        Plan plan,
        TaskStatus status,
        Instant updatedAt,
        List<Deduction> deductions,
        boolean deleted) {

    private static final Duration RESULT_LIFE = Duration.ofDays(30);

    /** When it moves on; {@code endsAt} is empty for a task that never ends. */
    record Plan(Instant createdAt, Instant processingAt, Optional<Instant> endsAt) {}

    /** The moment of its next change; empty when there will be none. */
    Optional<Instant> nextChange() {
        return switch (status) {
            case SUBMITTED -> Optional.of(plan.processingAt());
            case PROCESSING -> plan.endsAt();
            case SUCCEEDED, FAILED -> Optional.empty();
        };
    }

    TaskStatus nextStatus() {
        if (status == TaskStatus.SUBMITTED) {
            return TaskStatus.PROCESSING;
        }
        return failure().isPresent() ? TaskStatus.FAILED : TaskStatus.SUCCEEDED;
    }

    /** The reason it fails or will fail with; possibly an empty text. */
    Optional<String> failure() {
        return hooks.value("fail")
                .map(kind -> switch (kind) {
                    case "risk" -> "Failure to pass the risk control system";
                    case "pixel" -> "Image pixel is invalid";
                    default -> "";
                })
                .or(order::flaw);
    }

    String statusMessage() {
        return status == TaskStatus.FAILED ? failure().orElse("") : "";
    }

    BigDecimal unitsDeducted() {
        return deductions.stream().map(Deduction::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Instant resultsVanishAt() {
        return updatedAt.plus(RESULT_LIFE);
    }

    boolean canBeAskedFor() {
        return product.generation() != Product.Generation.IMMEDIATE;
    }

    boolean isKnownAs(String idOrExternalId) {
        return id.equals(idOrExternalId) || order.externalId().equals(Optional.of(idOrExternalId));
    }

    Task moved(TaskStatus next, Instant at) {
        return new Task(id, resultId, product, path, order, hooks, request, plan, next, at, deductions, deleted);
    }

    Task charged(List<Deduction> withdrawn) {
        return new Task(
                id, resultId, product, path, order, hooks, request, plan, status, updatedAt, withdrawn, deleted);
    }

    Task withoutResult() {
        return new Task(id, resultId, product, path, order, hooks, request, plan, status, updatedAt, deductions, true);
    }

    EmulatedTask toView() {
        return new EmulatedTask(
                id,
                order.externalId(),
                path,
                order.model(),
                product.type(),
                status,
                plan.createdAt(),
                updatedAt,
                unitsDeducted(),
                request.deepCopy());
    }
}
