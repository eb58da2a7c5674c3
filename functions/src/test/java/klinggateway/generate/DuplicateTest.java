package klinggateway.generate;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.facade.TestFacade;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.usage.Measures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Like orders without a name: all are taken on, and those that come after a first are marked. */
class DuplicateTest {

    private static final String BOAT = "{\"prompt\":\"A boat\"}";

    private final TestGateway gateway = new TestGateway(50);
    private final GenerateHandler handler = TestGenerate.on(gateway);
    private final String key = gateway.newKey(TestGateway.KEY_ID, Scope.GENERATE, Scope.READ);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void all_like_a_first_are_marked_with_it_for_ten_minutes_and_the_next_is_a_first_again() {
        JsonNode first = order(BOAT);
        gateway.time.pass(Duration.ofMinutes(9));
        JsonNode second = order("{\"duration\":5, \"mode\":\"std\", \"prompt\":\"A boat\",\"metadata\":{\"a\":\"b\"}}");
        gateway.time.pass(Duration.ofMinutes(1).minusMillis(1));
        JsonNode third = order("{\"prompt\":\"A boat\",\"webhookUrl\":\"https://hooks.example.com/\"}");
        gateway.time.pass(Duration.ofMillis(1));
        JsonNode fourth = order(BOAT);
        JsonNode fifth = order(BOAT);

        assertThat(first.has("duplicateOf")).isFalse();
        assertThat(second.path("duplicateOf").asText()).isEqualTo(id(first));
        assertThat(third.path("duplicateOf").asText()).isEqualTo(id(first));
        assertThat(fourth.has("duplicateOf")).isFalse();
        assertThat(fifth.path("duplicateOf").asText()).isEqualTo(id(fourth));
        assertThat(gateway.emulator.tasks()).hasSize(5);
        Measures total = gateway.usageNow().total();
        assertThat(total.duplicates()).isEqualTo(3);
        assertThat(total.duplicateMicroUsd()).isEqualTo(3 * 210_000);
    }

    @Test
    void what_differs_and_what_is_another_keys_is_no_duplicate() {
        order(BOAT);

        assertThat(order("{\"prompt\":\"A boat\",\"mode\":\"pro\"}").has("duplicateOf"))
                .isFalse();
        assertThat(order("{\"prompt\":\"A boat\",\"duration\":10}").has("duplicateOf"))
                .isFalse();
        assertThat(order("{\"prompt\":\"A ship\"}").has("duplicateOf")).isFalse();
        assertThat(body(send(gateway.newKey("other", Scope.GENERATE), BOAT)).has("duplicateOf"))
                .isFalse();
    }

    @Test
    void an_order_with_a_name_is_none_and_has_none() {
        APIGatewayV2HTTPEvent named = Events.httpWithKey("generate", key);
        named.getHeaders().put("idempotency-key", "order-1");
        named.setBody(BOAT);
        handler.handleRequest(named, new TestContext());

        JsonNode first = order(BOAT);
        named.getHeaders().put("idempotency-key", "order-2");
        JsonNode second = body(handler.handleRequest(named, new TestContext()));

        assertThat(first.has("duplicateOf")).isFalse();
        assertThat(second.has("duplicateOf")).isFalse();
        assertThat(gateway.emulator.tasks()).hasSize(3);
    }

    @Test
    void orders_in_klings_words_and_the_gateways_are_alike_and_klings_own_id_is_a_name() {
        String kling = "{\"model_name\":\"kling-v2-6\",\"prompt\":\"A boat\",\"mode\":\"std\",\"duration\":\"5\"%s}";
        JsonNode first = order(BOAT);
        facade(String.format(kling, ",\"external_task_id\":\"mine\""));
        facade(String.format(kling, ",\"callback_url\":\"https://hooks.example.com/\""));

        List<Optional<JobId>> duplicates =
                gateway.jobs.findAll(gateway.jobs.ofKey(TestGateway.KEY_ID, Optional.empty(), 10)).stream()
                        .map(Job::duplicateOf)
                        .filter(Optional::isPresent)
                        .toList();

        assertThat(gateway.emulator.tasks()).hasSize(3);
        assertThat(duplicates).containsExactly(JobId.parse(id(first)));
    }

    @Test
    void a_job_that_has_come_to_nothing_leaves_its_place() {
        String failing = "{\"prompt\":\"A boat [[sim:fail=risk]]\"}";
        JsonNode first = order(failing);
        gateway.time.pass(Duration.ofMinutes(5));
        gateway.sync.ask(gateway.job(JobId.parse(id(first)).orElseThrow()), gateway.deadline());

        JsonNode second = order(failing);
        JsonNode third = order(failing);

        assertThat(second.has("duplicateOf")).isFalse();
        assertThat(third.path("duplicateOf").asText()).isEqualTo(id(second));
    }

    @Test
    void a_duplicate_that_fails_costs_nothing() {
        order("{\"prompt\":\"A boat [[sim:fail=risk]]\"}");
        JsonNode second = order("{\"prompt\":\"A boat [[sim:fail=risk]]\"}");
        gateway.time.pass(Duration.ofMinutes(5));

        gateway.sync.ask(gateway.job(JobId.parse(id(second)).orElseThrow()), gateway.deadline());

        Measures total = gateway.usageNow().total();
        assertThat(total.duplicates()).isEqualTo(1);
        assertThat(total.duplicateMicroUsd()).isZero();
    }

    @Test
    void an_order_that_was_not_taken_on_leaves_no_trace() {
        String poor = gateway.newKey(
                "poorkey",
                new Policy(
                        Optional.of(300_000L),
                        Optional.empty(),
                        Policy.OPEN.zone(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        1_000),
                Scope.GENERATE);
        send(poor, "{\"prompt\":\"A ship\"}");
        APIGatewayV2HTTPResponse refused = send(poor, BOAT);

        assertThat(refused.getStatusCode()).as(refused.getBody()).isEqualTo(402);
        assertThat(gateway.dynamoDb()
                        .scan(scan -> scan.tableName("AdmissionTable"))
                        .items())
                .filteredOn(item -> AttributeValue.fromS("order#poorkey").equals(item.get("id")))
                .hasSize(1);
    }

    @Test
    void of_thirty_at_once_all_but_one_are_marked_with_that_one() throws Exception {
        List<Callable<JsonNode>> orders = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            orders.add(() -> order(BOAT));
        }

        List<JsonNode> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<JsonNode> future : threads.invokeAll(orders)) {
                answers.add(future.get());
            }
        }

        List<JsonNode> firsts =
                answers.stream().filter(answer -> !answer.has("duplicateOf")).toList();
        assertThat(firsts).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.has("duplicateOf"))
                        .map(answer -> answer.path("duplicateOf").asText()))
                .hasSize(29)
                .containsOnly(id(firsts.getFirst()));
        assertThat(gateway.usageNow().total().duplicates()).isEqualTo(29);
    }

    private static String id(JsonNode answer) {
        return answer.path("jobId").asText();
    }

    private JsonNode order(String json) {
        APIGatewayV2HTTPResponse answer = send(key, json);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isIn(200, 202);
        return body(answer);
    }

    private APIGatewayV2HTTPResponse send(String caller, String json) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", caller);
        event.setBody(json);
        return handler.handleRequest(event, new TestContext());
    }

    private void facade(String json) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("facade", key);
        event.setBody(json);
        assertThat(TestFacade.on(gateway)
                        .handleRequest(event, new TestContext())
                        .getStatusCode())
                .isEqualTo(200);
    }
}
