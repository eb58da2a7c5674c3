package klinggateway.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.http.Answer;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.Problem;
import klinggateway.http.ProblemException;
import klinggateway.http.Routes;
import klinggateway.keys.KeyStore;
import klinggateway.keys.Scope;
import klinggateway.usage.ExternalUsage;

/** {@code POST /api/usage-analytics}: records what was made past the gateway, one event or a list, each of them once. */
public final class RecordedEvents {

    private static final int MOST_EVENTS = 100;
    /** Clocks differ. */
    private static final Duration AHEAD = Duration.ofMinutes(1);
    /** What shares a day with the event must be there for as long as it takes to add it all up anew. */
    private static final Duration TO_ADD_UP = Duration.ofDays(2);

    private final ExternalUsage usage;
    private final EventCheck check;
    private final Duration usageRetention;
    private final InstantSource clock;

    public RecordedEvents(
            ExternalUsage usage, KeyStore keys, Catalogue catalogue, Duration usageRetention, InstantSource clock) {
        this.usage = usage;
        this.check = new EventCheck(catalogue, keys);
        this.usageRetention = usageRetention;
        this.clock = clock;
    }

    /** @param results in the order of the events */
    private record Results(List<Result> results) {}

    /**
     * What became of one event.
     *
     * @param status {@code recorded}, {@code repeated} if it was there already, or {@code refused}
     */
    private record Result(Optional<String> eventId, String status, Optional<Problem> problem) {}

    private sealed interface Outcome {

        record Done(String eventId, String status) implements Outcome {}

        record Refused(Optional<String> eventId, ProblemException problem) implements Outcome {}
    }

    public void addTo(Routes routes) {
        routes.on("POST /api/usage-analytics", Scope.RECORD, ErrorCode.EVENT_RECORDING_ERROR, 500, this::record);
    }

    private Answer record(Call call) {
        ObjectNode body = call.json();
        return Answer.json(200, body.has("events") ? results(call, body) : result(call, body));
    }

    private Result result(Call call, ObjectNode event) {
        return switch (outcome(call, event, "")) {
            case Outcome.Done done -> new Result(Optional.of(done.eventId()), done.status(), Optional.empty());
            case Outcome.Refused refused -> throw refused.problem();
        };
    }

    private Results results(Call call, ObjectNode body) {
        List<Result> results = new ArrayList<>();
        for (ObjectNode event : events(body)) {
            results.add(
                    switch (outcome(call, event, "/events/" + results.size())) {
                        case Outcome.Done done ->
                            new Result(Optional.of(done.eventId()), done.status(), Optional.empty());
                        case Outcome.Refused refused ->
                            new Result(
                                    refused.eventId(),
                                    "refused",
                                    Optional.of(Problem.of(refused.problem(), call.requestId())));
                    });
        }
        return new Results(results);
    }

    private static List<ObjectNode> events(ObjectNode body) {
        List<ObjectNode> events = new ArrayList<>();
        JsonNode list = body.path("events");
        list.forEach(node -> {
            if (node instanceof ObjectNode event) {
                events.add(event);
            }
        });
        boolean isFine = list.isArray() && events.size() == list.size() && !events.isEmpty();
        if (!isFine || events.size() > MOST_EVENTS || body.size() > 1) {
            throw invalid(List.of(new InvalidParameter(
                    "/events", "must be a list of 1 to " + MOST_EVENTS + " objects, with nothing beside it")));
        }
        return events;
    }

    private Outcome outcome(Call call, ObjectNode event, String pointer) {
        Instant now = clock.instant();
        ToldEvent told =
                ToldEvent.read(event, pointer, now.minus(usageRetention).plus(TO_ADD_UP), now.plus(AHEAD));
        Optional<ExternalUsage.Event> checked = check.of(told, call.caller(), now);
        if (checked.isEmpty()) {
            return new Outcome.Refused(told.eventId(), invalid(told.fields().problems()));
        }
        if (call.deadline().left().isZero()) {
            return new Outcome.Refused(told.eventId(), tooLate());
        }
        String eventId = checked.get().eventId();
        return switch (usage.record(checked.get())) {
            case RECORDED -> new Outcome.Done(eventId, "recorded");
            case REPEATED -> new Outcome.Done(eventId, "repeated");
            case NAME_TAKEN -> new Outcome.Refused(told.eventId(), nameTaken());
        };
    }

    private static ProblemException invalid(List<InvalidParameter> problems) {
        return ProblemException.invalid(ErrorCode.EVENT_RECORDING_ERROR, problems);
    }

    private static ProblemException nameTaken() {
        return ProblemException.of(
                ErrorCode.EVENT_RECORDING_ERROR,
                409,
                "Another event was recorded with this eventId; a new event needs a new one");
    }

    private static ProblemException tooLate() {
        return ProblemException.later(
                ErrorCode.EVENT_RECORDING_ERROR,
                503,
                "No time was left for this event; send it again",
                Duration.ofSeconds(1));
    }
}
