package klinggateway.keys;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import klinggateway.TestGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPolicyTest {

    private static final String NEEDED = "{\"name\":\"team\",\"scopes\":[\"read\"]";
    private static final String ALL = NEEDED
            + ",\"monthlyBudget\":100,\"totalBudget\":1234.567891,\"timeZone\":\"Europe/Berlin\","
            + "\"requestsPer10Seconds\":50,\"models\":[\"kling-v3\",\"kling-v2-6\"],\"maxCost\":0.5,\"queuedJobs\":20}";

    private final TestGateway gateway = new TestGateway();
    private final KeyCalls calls = KeyCalls.of(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_policy_is_kept_exactly_and_shown_by_the_names_it_was_set_by() {
        JsonNode created = body(calls.create(ALL));

        String id = created.path("id").asText();
        assertThat(gateway.keys.find(id).orElseThrow().policy())
                .isEqualTo(new Policy(
                        Optional.of(100_000_000L),
                        Optional.of(1_234_567_891L),
                        ZoneId.of("Europe/Berlin"),
                        Optional.of(50),
                        Set.of("kling-v2-6", "kling-v3"),
                        Optional.of(500_000L),
                        20));
        APIGatewayV2HTTPResponse shown = calls.show(id);
        assertThat(shown.getStatusCode()).isEqualTo(200);
        assertThat(shown.getBody())
                .contains("\"monthlyBudget\":100,\"totalBudget\":1234.567891,\"timeZone\":\"Europe/Berlin\",")
                .contains("\"requestsPer10Seconds\":50,\"models\":[\"kling-v2-6\",\"kling-v3\"],")
                .contains("\"maxCost\":0.5,\"queuedJobs\":20,\"generation\":1");
        assertThat(calls.list(KeyCalls.ADMIN).getBody())
                .isEqualTo("{\"keys\":[" + shown.getBody() + "]}")
                .doesNotContain(KeyText.parse(created.path("key").asText())
                        .orElseThrow()
                        .secret()
                        .reveal());
    }

    @Test
    void what_is_not_said_has_no_limit() {
        JsonNode created = body(calls.create(NEEDED + "}"));

        assertThat(gateway.keys.find(created.path("id").asText()).orElseThrow().policy())
                .isEqualTo(Policy.OPEN);
        assertThat(created.path("timeZone").asText()).isEqualTo("UTC");
        assertThat(created.path("queuedJobs").asInt()).isEqualTo(1_000);
        assertThat(created.has("monthlyBudget")).isFalse();
        assertThat(created.has("models")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "monthlyBudget | -1",
                "monthlyBudget | \"100\"",
                "monthlyBudget | 1000000001",
                "totalBudget | 0.1234567",
                "totalBudget | 1e1000000000",
                "maxCost | 1e-1000000000",
                "maxCost | true",
                "timeZone | \"Berlin\"",
                "timeZone | \"+02:00\"",
                "timeZone | 1",
                "requestsPer10Seconds | 0",
                "requestsPer10Seconds | 1.5",
                "requestsPer10Seconds | 5000000000",
                "models | []",
                "models | [\"\"]",
                "models | [1]",
                "models | \"kling-v3\"",
                "queuedJobs | -1",
                "queuedJobs | \"5\"",
                "expiresAt | \"+1000000000-01-01T00:00:00Z\"",
            })
    void a_limit_that_makes_no_sense_is_refused(String field, String value) {
        APIGatewayV2HTTPResponse response = calls.create(NEEDED + ",\"" + field + "\":" + value + "}");

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(body(response).path("invalidParameters")).hasSize(1);
        assertThat(body(response).at("/invalidParameters/0/name").asText()).isEqualTo("/" + field);
        assertThat(gateway.keys.all()).isEmpty();
    }

    @Test
    void all_that_is_wrong_is_told_at_once_with_a_pointer_each() {
        APIGatewayV2HTTPResponse response =
                calls.create("{\"name\":7,\"maxCost\":-1,\"models\":[],\"a/b~c\":1,\"timeZone\":\"x\"}");

        assertThat(body(response).path("invalidParameters"))
                .extracting(problem -> problem.path("name").asText())
                .containsExactlyInAnyOrder("/name", "/scopes", "/maxCost", "/models", "/a~1b~0c", "/timeZone");
    }
}
