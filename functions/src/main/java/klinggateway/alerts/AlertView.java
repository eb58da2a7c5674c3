package klinggateway.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.alert.Alert;
import klinggateway.alert.Notice;
import klinggateway.alert.Subject;

/**
 * An alert as answers and messages show it.
 *
 * @param window when it may fire again, where that is not at once
 * @param deliveries who is told of it, in answers only
 */
record AlertView(
        String id,
        String ruleId,
        String ruleName,
        String kind,
        SubjectView subject,
        String threshold,
        Optional<String> window,
        String sentence,
        String advice,
        Map<String, Object> evidence,
        String link,
        Instant firedAt,
        Optional<Instant> clearedAt,
        Optional<String> clearedBecause,
        Optional<List<NoticeView>> deliveries) {

    /** What the alert is about. */
    record SubjectView(String sort, String name) {

        static SubjectView of(Subject subject) {
            return new SubjectView(subject.sort().word(), subject.name());
        }
    }

    /** How far somebody has been told. */
    record NoticeView(
            String event,
            String channel,
            String status,
            int attempts,
            Optional<Integer> lastStatus,
            Optional<String> lastError,
            Optional<Instant> dueAt) {

        static NoticeView of(Notice notice) {
            return new NoticeView(
                    notice.event().word(),
                    notice.channel().word(),
                    notice.status().word(),
                    notice.attempts(),
                    notice.httpStatus(),
                    notice.lastError(),
                    notice.dueAt());
        }
    }

    static AlertView of(Alert alert) {
        return of(
                alert,
                alert.link(),
                Optional.of(alert.notices().stream().map(NoticeView::of).toList()));
    }

    /** For a message, whose reader needs the whole link. */
    static AlertView told(Alert alert, Optional<String> publicUrl) {
        return of(alert, publicUrl.orElse("") + alert.link(), Optional.empty());
    }

    private static AlertView of(Alert alert, String link, Optional<List<NoticeView>> deliveries) {
        return new AlertView(
                alert.id(),
                alert.ruleId(),
                alert.ruleName(),
                alert.kind(),
                SubjectView.of(alert.subject()),
                alert.threshold(),
                Optional.of(alert.window()).filter(window -> !window.isEmpty()),
                alert.sentence(),
                alert.advice(),
                alert.evidence(),
                link,
                alert.firedAt(),
                alert.clearedAt(),
                alert.clearedBecause(),
                deliveries);
    }
}
