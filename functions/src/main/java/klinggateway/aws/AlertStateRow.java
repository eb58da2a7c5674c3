package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import klinggateway.alert.State;
import klinggateway.alert.Subject;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is remembered of one threshold of one rule at one subject. It expires if nothing fires there for a long time. */
final class AlertStateRow {

    static final String PART = "states";

    private static final Duration KEPT = Duration.ofDays(400);
    /** In no id of a rule, and in no word for a sort. */
    private static final String DELIMITER = "|";

    private AlertStateRow() {}

    static Item of(State state, Instant now) {
        State.Key key = state.key();
        Item item = Item.create()
                .put("part", PART)
                .put("id", id(key))
                .put("rule", key.ruleId())
                .put("sort", key.subject().sort().word())
                .put("subject", key.subject().name())
                .put("threshold", key.threshold())
                .putText("firing", state.firing())
                .put("firedAt", state.firedAt())
                .put("window", state.window())
                .put("asked", state.asked())
                .putMoment("goneSince", state.goneSince())
                .put("version", state.version());
        return state.firing().isPresent()
                ? item
                : item.put("expiresAt", now.plus(KEPT).getEpochSecond());
    }

    static State read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new State(
                new State.Key(
                        item.needText("rule"),
                        new Subject(sort(item.needText("sort")), item.needText("subject")),
                        item.needText("threshold")),
                item.findText("firing"),
                item.needMoment("firedAt"),
                item.needText("window"),
                item.needText("asked"),
                item.findMoment("goneSince"),
                item.needNumber("version"));
    }

    private static String id(State.Key key) {
        return String.join(
                DELIMITER,
                List.of(
                        key.ruleId(),
                        key.subject().sort().word(),
                        key.threshold(),
                        key.subject().name()));
    }

    private static Subject.Sort sort(String word) {
        return Stream.of(Subject.Sort.values())
                .filter(sort -> sort.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such sort of subject: " + word));
    }
}
