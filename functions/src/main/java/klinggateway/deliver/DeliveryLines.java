package klinggateway.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import klinggateway.job.Delivery;
import klinggateway.job.Delivery.Attempt;
import klinggateway.job.Job;
import klinggateway.log.Line;
import klinggateway.log.Metric;

/** What the log says of deliveries: no URL, which may have a secret in it, and nothing of the receiver's answer but its status. */
final class DeliveryLines {

    private DeliveryLines() {}

    static Line attempted(Job job, Delivery delivery, Duration took) {
        Optional<Attempt> last = delivery.last();
        Line line = Line.of("delivery")
                .with("jobId", job.id().text())
                .with("keyId", job.keyId())
                .withText("requestId", job.requestId())
                .with("of", delivery.event().word())
                .with("status", delivery.status().word())
                .with("attempts", delivery.attempts())
                .withNumber("httpStatus", last.flatMap(Attempt::httpStatus))
                .withText("error", last.flatMap(Attempt::error))
                .withText("nextAt", delivery.dueAt().map(Instant::toString))
                .with("ms", took.toMillis());
        switch (delivery.status()) {
            case DELIVERED -> line.count(Metric.WEBHOOKS_DELIVERED);
            case FAILED -> line.count(Metric.WEBHOOKS_FAILED);
            case PENDING, STOPPED, OVERTAKEN -> {
                // It goes on, or is over without anybody's having to act.
            }
        }
        return line;
    }
}
