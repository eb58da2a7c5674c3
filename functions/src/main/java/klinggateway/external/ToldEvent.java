package klinggateway.external;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.job.ErrorClass;
import klinggateway.secret.Sha256;
import klinggateway.usage.UsageEntry;

/**
 * One event of a body, each field checked on its own.
 *
 * @param fields takes what is found wrong later
 * @param apiKey the key it is counted for, if it is told
 */
record ToldEvent(
        EventFields fields,
        Optional<String> eventId,
        Optional<Instant> occurredAt,
        Optional<String> kind,
        Optional<String> model,
        Optional<String> mode,
        int seconds,
        UsageEntry.Type type,
        Optional<ErrorClass> errorClass,
        Optional<Long> milliUnits,
        Optional<Long> microUsd,
        Optional<Duration> processing,
        Optional<String> apiKey) {

    private static final Set<String> FIELDS = Set.of(
            "eventId",
            "occurredAt",
            "kind",
            "model",
            "mode",
            "duration",
            "status",
            "reason",
            "units",
            "cost",
            "processingTime",
            "apiKey");
    private static final int LONGEST_ID = 255;
    private static final long MOST_SECONDS = 3_600;
    private static final long MOST_UNITS = 1_000_000;
    private static final long MOST_DOLLARS = 1_000_000;
    private static final long MOST_PROCESSING_MS = Duration.ofDays(30).toMillis();

    /**
     * Reads an event.
     *
     * @param pointer where it is in the body
     * @param first the first moment at which it may have happened
     * @param last the last one
     */
    static ToldEvent read(ObjectNode event, String pointer, Instant first, Instant last) {
        EventFields fields = new EventFields(event, pointer, FIELDS);
        List.of("eventId", "kind", "model").forEach(fields::need);
        ToldEvent told = new ToldEvent(
                fields,
                fields.word("eventId", ToldEvent::id, "must have 1 to " + LONGEST_ID + " visible ASCII characters"),
                fields.moment("occurredAt", first, last),
                fields.text("kind"),
                fields.text("model"),
                fields.text("mode"),
                fields.wholeNumber("duration", MOST_SECONDS).orElse(0L).intValue(),
                fields.word("status", ToldEvent::type, "must be succeeded or failed")
                        .orElse(UsageEntry.Type.SUCCEEDED),
                fields.word("reason", ErrorClass::find, "must be one of " + errorClasses()),
                fields.decimal("units", 3, MOST_UNITS),
                fields.decimal("cost", 6, MOST_DOLLARS),
                fields.wholeNumber("processingTime", MOST_PROCESSING_MS).map(Duration::ofMillis),
                fields.text("apiKey"));
        told.checkTogether();
        return told;
    }

    /** What fields have to do with each other. */
    private void checkTogether() {
        if (type == UsageEntry.Type.SUCCEEDED && errorClass.isPresent()) {
            fields.problem("/reason", "is for events with the status failed only");
        }
        if (type == UsageEntry.Type.SUCCEEDED && !fields.has("units") && !fields.has("cost")) {
            fields.problem("/cost", "is needed, or units, for what has succeeded");
        }
    }

    /**
     * What tells whether another event is the same. What the gateway has filled in is not in it, because that would be another
     * time or price when the event comes again.
     */
    String hash() {
        return Sha256.hex(Stream.of(occurredAt, kind, model, mode, errorClass, milliUnits, microUsd, processing)
                .map(value -> value.map(Object::toString).orElse(""))
                .collect(Collectors.joining("\n", type + "\n" + seconds + "\n", "")));
    }

    private static Optional<String> id(String text) {
        return Optional.of(text)
                .filter(id -> !id.isBlank()
                        && id.length() <= LONGEST_ID
                        && id.chars().allMatch(character -> character >= ' ' && character < 127));
    }

    private static Optional<UsageEntry.Type> type(String word) {
        return Stream.of(UsageEntry.Type.SUCCEEDED, UsageEntry.Type.FAILED)
                .filter(type -> type.word().equals(word))
                .findFirst();
    }

    private static String errorClasses() {
        return Stream.of(ErrorClass.values()).map(ErrorClass::word).collect(Collectors.joining(", "));
    }
}
