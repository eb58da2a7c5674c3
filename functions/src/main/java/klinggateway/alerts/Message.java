package klinggateway.alerts;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Optional;
import klinggateway.alert.Alert;
import klinggateway.alert.Notice.Event;
import klinggateway.alert.Subject;
import klinggateway.http.Json;

/**
 * What is told of an alert, the same in each attempt.
 *
 * @param id the header {@code webhook-id}
 * @param body JSON, for a webhook
 * @param subject for the topic: at most 100 ASCII characters
 * @param text for the topic
 */
record Message(String id, String body, String subject, String text) {

    private static final int LONGEST_SUBJECT = 100;

    private record Envelope(String type, Instant timestamp, AlertView data) {}

    static Message of(Alert alert, Event event, Optional<String> publicUrl) {
        Alert told = alert.at(event);
        Instant at = told.clearedAt().orElse(told.firedAt());
        String what = event == Event.FIRED ? "Alert: " : "Over: ";
        return new Message(
                told.messageId(event),
                body("alert." + event.word(), at, told, publicUrl),
                subject(what, told),
                text(told, at, publicUrl));
    }

    /** One that says that nothing has happened. */
    static Message test(Alert sample, Optional<String> publicUrl) {
        return new Message(
                "msg_test_" + sample.id(),
                body("alert.test", sample.firedAt(), sample, publicUrl),
                subject("Test: ", sample),
                text(sample, sample.firedAt(), publicUrl));
    }

    private static String body(String type, Instant at, Alert alert, Optional<String> publicUrl) {
        return Json.write(new Envelope(type, at, AlertView.told(alert, publicUrl)));
    }

    private static String subject(String what, Alert alert) {
        String about = alert.subject().equals(Subject.GATEWAY)
                ? ""
                : ", " + alert.subject().sort().word() + " " + alert.subject().name();
        String threshold = alert.threshold().isEmpty() ? "" : ", " + alert.threshold();
        String ascii = Normalizer.normalize(what + alert.ruleName() + about + threshold, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^ -~]", "?");
        return ascii.length() <= LONGEST_SUBJECT ? ascii : ascii.substring(0, LONGEST_SUBJECT - 3) + "...";
    }

    private static String text(Alert alert, Instant at, Optional<String> publicUrl) {
        String where = publicUrl
                .map(url -> "Look at " + url + alert.link())
                .orElseGet(() -> "Look at " + alert.link() + " of the gateway's dashboard");
        String what = alert.clearedBecause()
                .map(because -> because + "\n\nIt had fired at " + alert.firedAt() + ": " + alert.sentence())
                .orElseGet(() -> alert.sentence() + "\n\n" + alert.advice());
        return what + "\n\n" + where + "\n\nRule " + alert.ruleId() + " of Kling Gateway, at " + at + ", " + alert.id()
                + "\n";
    }
}
