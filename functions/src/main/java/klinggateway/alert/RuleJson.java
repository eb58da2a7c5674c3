package klinggateway.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.ErrorClass;
import klinggateway.job.Pool;

/** Rules as JSON: in requests and answers, in storage, and those that come with the gateway. */
public final class RuleJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Set<String> FIELDS = Set.of("name", "condition", "webhookUrl", "topic", "on");
    /** What answers have beside them, so that an answer can be sent back changed. */
    private static final Set<String> ANSWERED =
            Set.of("id", "isDefault", "changedAt", "generation", "formerSecretUntil", "webhookSecret");

    private static final int CENTS = 2;
    private static final int MICROS = 6;

    private RuleJson() {}

    /**
     * Reads what somebody wants a rule to be.
     *
     * @param mistakes takes all that is wrong with it
     * @return the rule, which is not to be used if there is a mistake; empty if that cannot even be told
     */
    public static Optional<Rule> read(String id, ObjectNode object, Instant now, List<Mistake> mistakes) {
        Fields fields = new Fields(object.deepCopy().without(ANSWERED), "", FIELDS, mistakes);
        Optional<Condition> condition = object.path("condition") instanceof ObjectNode given
                ? new ConditionReader(mistakes).read(given)
                : Optional.empty();
        if (!(object.path("condition") instanceof ObjectNode)) {
            fields.wrong("condition", "must be an object with the kind of the condition and its fields");
        }
        String name = fields.text("name");
        Optional<String> webhookUrl = fields.url("webhookUrl");
        boolean toTopic = fields.isTrue("topic", true);
        boolean isOn = fields.isTrue("on", true);
        return condition.map(known -> Rule.of(id, name, known, webhookUrl, toTopic, isOn, Optional.of(now)));
    }

    /** A list of rules that are known to be right, each with its id, none of which anybody has changed. */
    static List<Rule> readAll(String json) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode node : tree(json)) {
            Rule read = read(node);
            rules.add(Rule.of(
                    read.id(),
                    read.name(),
                    read.condition(),
                    read.webhookUrl(),
                    read.toTopic(),
                    read.isOn(),
                    Optional.empty()));
        }
        return rules;
    }

    /** A rule as {@link #of} writes it. */
    public static Rule read(String json) {
        return read(tree(json));
    }

    private static Rule read(JsonNode node) {
        List<Mistake> mistakes = new ArrayList<>();
        Instant changedAt = Instant.parse(node.path("changedAt").asText(Instant.EPOCH.toString()));
        Optional<Rule> rule = node instanceof ObjectNode object
                ? read(object.path("id").asText(), object, changedAt, mistakes)
                : Optional.empty();
        Optional<Instant> formerUntil = Optional.of(
                        node.path("formerSecretUntil").asText())
                .filter(text -> !text.isEmpty())
                .map(Instant::parse);
        Generations generations = new Generations(node.path("generation").asInt(1), formerUntil);
        return rule.filter(read -> mistakes.isEmpty())
                .map(read -> read.with(generations))
                .orElseThrow(() -> new IllegalStateException("a rule cannot be read: " + mistakes));
    }

    /** The rule without what only answers have. */
    public static ObjectNode of(Rule rule) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("id", rule.id()).put("name", rule.name()).set("condition", of(rule.condition()));
        rule.webhookUrl().ifPresent(url -> object.put("webhookUrl", url));
        object.put("topic", rule.toTopic()).put("on", rule.isOn());
        rule.changedAt().ifPresent(at -> object.put("changedAt", at.toString()));
        object.put("generation", rule.generations().newest());
        rule.generations().formerUntil().ifPresent(until -> object.put("formerSecretUntil", until.toString()));
        return object;
    }

    /** What a condition asks for, as text: the same for the same. */
    static String asked(Condition condition) {
        return of(condition).toString();
    }

    private static ObjectNode of(Condition condition) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("kind", Kind.of(condition).word());
        switch (condition) {
            case Condition.BudgetSpent c -> put(object, "apiKey", c.keyId()).set("percent", list(c.percent()));
            case Condition.BudgetForecast c -> put(object, "apiKey", c.keyId()).set("percent", list(c.percent()));
            case Condition.Spending c ->
                put(object, "apiKey", c.keyId()).put("factor", c.factor()).put("least", dollars(c.leastMicroUsd()));
            case Condition.ErrorRate c ->
                put(put(object, "apiKey", c.keyId()), "reason", c.reason().map(ErrorClass::word))
                        .put("above", c.above())
                        .put("leastJobs", c.leastJobs())
                        .put("within", c.within().toSeconds());
            case Condition.SuccessRate c ->
                put(object, "model", c.model())
                        .put("below", c.below())
                        .put("leastJobs", c.leastJobs())
                        .put("within", c.within().toSeconds());
            case Condition.QueueWait c ->
                put(object, "pool", c.pool().map(Pool::word))
                        .put("above", c.above().toSeconds());
            case Condition.SlowModel c ->
                put(object, "model", c.model())
                        .put("factor", c.factor())
                        .put("leastJobs", c.leastJobs())
                        .put("within", c.within().toSeconds());
            case Condition.PackRemaining c -> object.set("percent", list(c.percent()));
            case Condition.PackExpiry c -> object.set("days", list(c.days()));
            case Condition.DeadLetters c -> {
                // Its kind says it all.
            }
            case Condition.Reconciliation c ->
                c.leastMicroUsd().ifPresent(least -> object.put("least", dollars(least)));
        }
        return object;
    }

    private static ObjectNode put(ObjectNode object, String name, Optional<String> value) {
        value.ifPresent(present -> object.put(name, present));
        return object;
    }

    private static ArrayNode list(Collection<Integer> numbers) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        numbers.forEach(list::add);
        return list;
    }

    /** At least cents, and as many decimals as it has. */
    private static String dollars(long microUsd) {
        BigDecimal dollars = BigDecimal.valueOf(microUsd, MICROS).stripTrailingZeros();
        return dollars.setScale(Math.max(CENTS, dollars.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rules are JSON", e);
        }
    }
}
