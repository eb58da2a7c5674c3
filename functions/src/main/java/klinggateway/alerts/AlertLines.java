package klinggateway.alerts;

import java.time.Duration;
import java.time.Instant;
import klinggateway.alert.Alert;
import klinggateway.alert.Notice;
import klinggateway.alert.Notice.Status;
import klinggateway.log.Line;
import klinggateway.log.Metric;

/** What the log says of alerts: no URL, which may have a secret in it. */
final class AlertLines {

    private AlertLines() {}

    static Line fired(Alert alert) {
        return line("alert", alert).with("what", "fired").count(Metric.ALERTS_FIRED);
    }

    static Line cleared(Alert alert) {
        return line("alert", alert).with("what", "cleared").withText("because", alert.clearedBecause());
    }

    static Line told(Alert alert, Notice notice, Duration took) {
        Line line = line("alertDelivery", alert)
                .with("of", notice.event().word())
                .with("channel", notice.channel().word())
                .with("status", notice.status().word())
                .with("attempts", notice.attempts())
                .withNumber("httpStatus", notice.httpStatus())
                .withText("error", notice.lastError())
                .withText("nextAt", notice.dueAt().map(Instant::toString))
                .with("ms", took.toMillis());
        return notice.status() == Status.FAILED ? line.count(Metric.ALERTS_UNDELIVERED) : line;
    }

    private static Line line(String event, Alert alert) {
        return Line.of(event)
                .with("alertId", alert.id())
                .with("rule", alert.ruleId())
                .with("kind", alert.kind())
                .with("sort", alert.subject().sort().word())
                .with("subject", alert.subject().name())
                .with("threshold", alert.threshold());
    }
}
