package klinggateway.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import klinggateway.alert.Condition;
import klinggateway.alert.Rule;

/** The rules that the gateway comes with, as far as their conditions go. */
public final class DefaultConditions {

    private DefaultConditions() {}

    /** By the rules' ids, in their order. */
    public static Map<String, Condition> all() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        try (InputStream json =
                Objects.requireNonNull(DefaultConditions.class.getResourceAsStream("/klinggateway/alert/rules.json"))) {
            for (JsonNode rule : new ObjectMapper().readTree(json)) {
                conditions.put(rule.path("id").asText(), condition(rule.path("condition")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return conditions;
    }

    /** The same as rules. */
    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        all().forEach((id, condition) -> rules.add(rule(id, condition)));
        return rules;
    }

    static Rule rule(String id, Condition condition) {
        return new Rule(id, id, condition, Optional.empty(), true, true, Optional.empty());
    }

    private static Condition condition(JsonNode json) {
        return switch (json.path("kind").asText()) {
            case "budgetSpent" -> new Condition.BudgetSpent(Optional.empty(), numbers(json.path("percent")));
            case "budgetForecast" -> new Condition.BudgetForecast(Optional.empty(), numbers(json.path("percent")));
            case "spending" ->
                new Condition.Spending(
                        Optional.empty(),
                        json.path("factor").asDouble(),
                        new BigDecimal(json.path("least").asText())
                                .movePointRight(6)
                                .longValueExact());
            case "errorRate" ->
                new Condition.ErrorRate(
                        Optional.empty(),
                        Optional.empty(),
                        json.path("above").asDouble(),
                        json.path("leastJobs").asLong(),
                        within(json));
            case "successRate" ->
                new Condition.SuccessRate(
                        Optional.empty(),
                        json.path("below").asDouble(),
                        json.path("leastJobs").asLong(),
                        within(json));
            case "queueWait" ->
                new Condition.QueueWait(
                        Optional.empty(), Duration.ofSeconds(json.path("above").asLong()));
            case "slowModel" ->
                new Condition.SlowModel(
                        Optional.empty(),
                        json.path("factor").asDouble(),
                        json.path("leastJobs").asLong(),
                        within(json));
            case "packRemaining" -> new Condition.PackRemaining(numbers(json.path("percent")));
            case "packExpiry" -> new Condition.PackExpiry(numbers(json.path("days")));
            case "deadLetters" -> new Condition.DeadLetters();
            case "reconciliation" -> new Condition.Reconciliation(OptionalLong.empty());
            default -> throw new IllegalArgumentException(json.toString());
        };
    }

    private static Duration within(JsonNode json) {
        return Duration.ofSeconds(json.path("within").asLong());
    }

    private static SortedSet<Integer> numbers(JsonNode json) {
        SortedSet<Integer> numbers = new TreeSet<>();
        json.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
