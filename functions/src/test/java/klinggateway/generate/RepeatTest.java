package klinggateway.generate;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.keys.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header Idempotency-Key: one order, however often it comes. */
class RepeatTest {

    private final TestGateway gateway = new TestGateway(50);
    private final GenerateHandler handler = TestGenerate.on(gateway);
    private final String key = gateway.newKey("buyer", Scope.GENERATE);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void fifty_at_once_are_one_job_one_charge_and_fifty_like_answers() throws Exception {
        List<Callable<APIGatewayV2HTTPResponse>> orders = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            orders.add(() -> order(key, "order-1", "{\"prompt\":\"A boat\"}"));
        }

        List<String> answers = new ArrayList<>();
        int replayed = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<APIGatewayV2HTTPResponse> future : threads.invokeAll(orders)) {
                APIGatewayV2HTTPResponse answer = future.get();
                assertThat(answer.getStatusCode()).as(answer.getBody()).isIn(200, 202);
                replayed += answer.getHeaders().containsKey("idempotent-replayed") ? 1 : 0;
                answers.add(essence(body(answer)));
            }
        }

        assertThat(answers).hasSize(50);
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(replayed).isEqualTo(49);
        assertThat(gateway.emulator.tasks()).hasSize(1);
        assertThat(gateway.usage.minute(gateway.time.instant())).hasSize(1);
        assertThat(gateway.budget("buyer", "2026-11").reservedMicroUsd()).isEqualTo(210_000);
    }

    private static String essence(JsonNode answer) {
        return answer.path("taskId").asText()
                + answer.path("jobId").asText()
                + answer.path("createdAt").asText()
                + answer.path("estimate");
    }

    @Test
    void a_later_repetition_shows_the_job_as_it_is_then() {
        JsonNode first = body(order(key, "order-1", "{\"prompt\":\"A boat\",\"metadata\":{\"a\":\"b\"}}"));
        gateway.time.pass(Duration.ofHours(1));
        gateway.sync.ask(
                gateway.job(klinggateway.job.JobId.parse(first.path("jobId").asText())
                        .orElseThrow()),
                gateway.deadline());

        APIGatewayV2HTTPResponse again = order(key, "order-1", "{\"metadata\":{\"a\":\"b\"}, \"prompt\":\"A boat\"}");

        assertThat(again.getHeaders()).containsEntry("idempotent-replayed", "true");
        assertThat(essence(body(again))).isEqualTo(essence(first));
        assertThat(body(again).path("status").asText()).isEqualTo("succeeded");
        assertThat(body(again).at("/callerMetadata/a").asText()).isEqualTo("b");
        assertThat(body(again).path("videos")).hasSize(1);
        assertThat(gateway.emulator.tasks()).hasSize(1);
    }

    @Test
    void another_body_another_key_and_another_day_are_other_orders() {
        String other = gateway.newKey("other", Scope.GENERATE);
        order(key, "order-1", "{\"prompt\":\"A boat\"}");

        assertThat(order(key, "order-1", "{\"prompt\":\"A ship\"}").getStatusCode())
                .isEqualTo(422);
        assertThat(order(other, "order-1", "{\"prompt\":\"A ship\"}").getHeaders())
                .doesNotContainKey("idempotent-replayed");
        gateway.time.pass(Duration.ofHours(25));
        assertThat(order(key, "order-1", "{\"prompt\":\"A ship\"}").getHeaders())
                .doesNotContainKey("idempotent-replayed");
        assertThat(gateway.emulator.tasks()).hasSize(3);
    }

    @Test
    void a_refusal_before_acceptance_is_not_remembered_but_one_by_kling_is() {
        assertThat(order(key, "order-1", "{\"prompt\":\"A boat\",\"duration\":7}")
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(order(key, "order-1", "{\"prompt\":\"A boat\",\"duration\":5}")
                        .getStatusCode())
                .isEqualTo(200);
        String refused = "{\"prompt\":\"A boat [[sim:code=1301]]\"}";
        assertThat(order(key, "order-2", refused).getStatusCode()).isEqualTo(422);
        long creates = gateway.emulator.requests("POST /v1/videos/text2video");

        assertThat(order(key, "order-2", refused).getStatusCode()).isEqualTo(422);

        assertThat(gateway.emulator.requests("POST /v1/videos/text2video")).isEqualTo(creates);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "ключ", "a\tb"})
    void a_name_that_cannot_be_one_is_refused(String name) {
        assertThat(order(key, name, "{\"prompt\":\"A boat\"}").getStatusCode()).isEqualTo(400);
        assertThat(order(key, "n".repeat(256), "{\"prompt\":\"A boat\"}").getStatusCode())
                .isEqualTo(400);
    }

    private APIGatewayV2HTTPResponse order(String caller, String name, String json) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", caller);
        event.getHeaders().putAll(Map.of("Idempotency-Key", name));
        event.setBody(json);
        return handler.handleRequest(event, new TestContext());
    }
}
