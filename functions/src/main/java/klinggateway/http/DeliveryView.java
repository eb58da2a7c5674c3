package klinggateway.http;

import java.time.Instant;
import java.util.Optional;
import klinggateway.job.Delivery;

/**
 * How far a webhook has been told of something.
 *
 * @param id the header {@code webhook-id} of each attempt
 * @param event such as {@code job.succeeded}
 * @param status {@code pending, delivered, failed, stopped} (the receiver wants no more) or {@code overtaken} (the job has moved
 *     on before it was told)
 * @param attempts since it was last asked for
 * @param lastStatus the receiver's last answer, where it gave one
 * @param lastError why it gave none
 * @param nextAt when the next attempt is due
 */
public record DeliveryView(
        String id,
        String event,
        String status,
        int attempts,
        Optional<Instant> lastAt,
        Optional<Integer> lastStatus,
        Optional<String> lastError,
        Optional<Instant> nextAt) {

    /** How events are named in answers and in messages. */
    public static final String PREFIX = "job.";

    public static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.webhookId(),
                PREFIX + delivery.event().word(),
                delivery.status().word(),
                delivery.attempts(),
                delivery.last().map(Delivery.Attempt::at),
                delivery.last().flatMap(Delivery.Attempt::httpStatus),
                delivery.last().flatMap(Delivery.Attempt::error),
                delivery.dueAt());
    }
}
