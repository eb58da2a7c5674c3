package klinggateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");

    @Test
    void the_gateway_comes_with_a_rule_for_each_kind() {
        List<Rule> rules = Rules.builtIn();

        assertThat(rules)
                .extracting(Rule::id)
                .containsExactly(
                        "budget-spent",
                        "budget-forecast",
                        "spending",
                        "error-rate",
                        "success-rate",
                        "queue-wait",
                        "slow-model",
                        "pack-remaining",
                        "pack-expiry",
                        "dead-letters",
                        "reconciliation");
        assertThat(rules)
                .extracting(rule -> Kind.of(rule.condition()))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Kind.values()).toList());
        assertThat(rules)
                .allMatch(rule -> rule.toTopic()
                        && rule.webhookUrl().isEmpty()
                        && rule.changedAt().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"budgetSpent\",\"apiKey\":\"team\",\"percent\":[50,80,100]}",
                "{\"kind\":\"budgetForecast\",\"percent\":[100]}",
                "{\"kind\":\"spending\",\"apiKey\":\"team\",\"factor\":2.5,\"least\":\"5.00\"}",
                "{\"kind\":\"errorRate\",\"apiKey\":\"team\",\"reason\":\"content\",\"above\":0.25,\"leastJobs\":10,\"within\":3600}",
                "{\"kind\":\"successRate\",\"model\":\"kling-v3\",\"below\":0.9,\"leastJobs\":10,\"within\":3600}",
                "{\"kind\":\"queueWait\",\"pool\":\"tryOn\",\"above\":600}",
                "{\"kind\":\"slowModel\",\"model\":\"kling-v3\",\"factor\":2.0,\"leastJobs\":5,\"within\":3600}",
                "{\"kind\":\"packRemaining\",\"percent\":[5,20]}",
                "{\"kind\":\"packExpiry\",\"days\":[3,14]}",
                "{\"kind\":\"deadLetters\"}",
                "{\"kind\":\"reconciliation\",\"least\":\"0.0035\"}"
            })
    void a_rule_is_read_as_it_is_written(String condition) throws Exception {
        String json = "{\"id\":\"mine\",\"name\":\"Mine\",\"condition\":" + condition
                + ",\"webhookUrl\":\"https://example.com/hook\",\"topic\":false,\"on\":true,\"changedAt\":\"" + NOW
                + "\",\"generation\":3,\"formerSecretUntil\":\"2026-11-25T00:00:00Z\"}";

        Rule rule = RuleJson.read(json);

        assertThat(JSON.readTree(RuleJson.of(rule).toString())).isEqualTo(JSON.readTree(json));
        assertThat(RuleJson.read(RuleJson.of(rule).toString())).isEqualTo(rule);
    }

    @Test
    void what_is_left_out_is_the_usual() {
        List<Mistake> mistakes = new ArrayList<>();

        Optional<Rule> rule = RuleJson.read(
                "mine", object("{\"name\":\" Mine \",\"condition\":{\"kind\":\"deadLetters\"}}"), NOW, mistakes);

        assertThat(mistakes).isEmpty();
        assertThat(rule)
                .contains(Rule.of(
                        "mine", "Mine", new Condition.DeadLetters(), Optional.empty(), true, true, Optional.of(NOW)));
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        List<Mistake> mistakes = new ArrayList<>();

        RuleJson.read(
                "mine",
                object(
                        "{\"name\":\"\",\"condition\":{\"kind\":\"errorRate\",\"reason\":\"bad luck\",\"above\":2,"
                                + "\"leastJobs\":0,\"within\":1,\"model\":\"x\"},\"webhookUrl\":7,\"topic\":\"yes\",\"o/n\":1}"),
                NOW,
                mistakes);

        assertThat(mistakes)
                .extracting(Mistake::at)
                .containsExactlyInAnyOrder(
                        "/o~1n",
                        "/condition/model",
                        "/condition/reason",
                        "/condition/above",
                        "/condition/leastJobs",
                        "/condition/within",
                        "/name",
                        "/webhookUrl",
                        "/topic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kind\":\"fullMoon\"}", "[]", "null", "7"})
    void a_condition_of_no_kind_is_told_with_the_kinds_there_are(String condition) {
        List<Mistake> mistakes = new ArrayList<>();

        Optional<Rule> rule =
                RuleJson.read("mine", object("{\"name\":\"x\",\"condition\":" + condition + "}"), NOW, mistakes);

        assertThat(rule).isEmpty();
        assertThat(mistakes)
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.at()).startsWith("/condition"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "\"1e1000000000\"", "-1", "\"0.0000001\"", "\"many\"", "1000000001"})
    void sums_are_dollars_and_of_a_reasonable_size(String least) {
        List<Mistake> mistakes = new ArrayList<>();

        RuleJson.read(
                "mine",
                object("{\"name\":\"x\",\"condition\":{\"kind\":\"reconciliation\",\"least\":" + least + "}}"),
                NOW,
                mistakes);

        assertThat(mistakes).extracting(Mistake::at).containsExactly("/condition/least");
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
