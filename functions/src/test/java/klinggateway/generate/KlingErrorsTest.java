package klinggateway.generate;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.PollQueue.Message.StartNext;
import klinggateway.job.Pool;
import klinggateway.keys.Scope;
import klinggateway.kling.Kling.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an order comes to for each of Kling's error codes: a case for every row of the table in docs/kling.md, Errors. */
class KlingErrorsTest {

    private static final String CREATES = "POST /v1/videos/text2video";

    /** Of the emulator's first and second answer, for its seed decides them. */
    private static final String FIRST_REQUEST_ID = "44df4b9f-2ba7-d723-d7bc-dd20bf3776cb";

    private static final String SECOND_REQUEST_ID = "177f5b62-dfa4-f295-a258-326bdb806432";

    private final TestGateway gateway = new TestGateway();
    private final String key = gateway.newKey(TestGateway.KEY_ID, Scope.GENERATE);
    private final GenerateHandler handler = TestGenerate.on(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1103, 502, SERVICE_ERROR, Choose another model",
        "1200, 400, INVALID_PARAMETERS, Correct the order as Kling says",
        "1201, 400, INVALID_PARAMETERS, Correct the value that Kling names",
        "1202, 400, INVALID_PARAMETERS, Choose another product or model",
        "1203, 400, INVALID_PARAMETERS, Choose another model",
        "1300, 422, GENERATION_FAILED, against Kling's platform policy",
        "1301, 422, GENERATION_FAILED, against Kling's content policy",
    })
    void what_kling_refuses_for_itself_fails_at_no_charge(int code, int httpStatus, String ours, String advice) {
        APIGatewayV2HTTPResponse response = order("[[sim:code=" + code + "]]");

        assertThat(response.getStatusCode()).isEqualTo(httpStatus);
        assertThat(response.getHeaders()).doesNotContainKey("retry-after");
        JsonNode problem = body(response);
        assertThat(problem.path("code").asText()).isEqualTo(ours);
        assertThat(problem.path("retryable").asBoolean(true)).isFalse();
        assertThatUpstreamIs(problem, code, "refused on purpose with code " + code, FIRST_REQUEST_ID);
        assertThat(problem.path("detail").asText()).contains(advice);
        assertThat(gateway.emulator.tasks()).isEmpty();
        assertThat(gateway.emulator.requests(CREATES)).isEqualTo(1);
        assertThat(gateway.usageNow().total().calls()).isEqualTo(1);
        assertThat(gateway.usageNow().total().microUsd()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1, refused on purpose with code 1000, check the Kling credential",
        "1001, 1, refused on purpose with code 1001, between the gateway and Kling",
        "1002, 1, refused on purpose with code 1002, of the right kind",
        "1003, 2, refused on purpose with code 1003, check the clocks",
        "1004, 2, refused on purpose with code 1004, the age of the credential",
        "1100, 1, refused on purpose with code 1100, the account's settings",
        "1101, 1, refused on purpose with code 1101, pay what the account owes",
        "1102, 1, Account balance not enough, buy a resource pack",
        "1304, 1, refused on purpose with code 1304, outgoing addresses",
    })
    void what_refuses_the_account_lets_the_job_wait_and_keeps_new_orders_out(
            int code, int tries, String words, String advice) {
        APIGatewayV2HTTPResponse first = order("[[sim:code=" + code + "*" + tries + "]]");
        gateway.time.pass(Duration.ofMinutes(2));
        APIGatewayV2HTTPResponse second = order("");

        assertThat(first.getStatusCode()).isEqualTo(202);
        assertThat(body(first).path("status").asText()).isEqualTo("queued");
        assertThat(second.getStatusCode()).isEqualTo(503);
        assertThat(second.getHeaders()).containsEntry("retry-after", "180");
        JsonNode problem = body(second);
        assertThat(problem.path("code").asText()).isEqualTo("SERVICE_ERROR");
        assertThat(problem.path("retryable").asBoolean()).isTrue();
        assertThatUpstreamIs(problem, code, words, tries == 1 ? FIRST_REQUEST_ID : SECOND_REQUEST_ID);
        assertThat(problem.path("detail").asText()).contains(advice);
        assertThat(gateway.emulator.requests(CREATES)).isEqualTo(tries);
        assertThat(gateway.usageNow().total().calls()).isEqualTo(1);

        gateway.time.pass(Duration.ofMinutes(3).plusSeconds(1));
        assertThat(gateway.queue.receive()).contains(new StartNext(Pool.VIDEO));
        gateway.start.startNext(Pool.VIDEO, gateway.deadline());

        assertThat(job(first).state()).isEqualTo(JobState.SUBMITTED);
        assertThat(order("").getStatusCode()).isEqualTo(200);
        assertThat(gateway.emulator.tasks()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"1302", "1303"})
    void what_kling_has_no_room_for_waits_and_new_orders_wait_with_it(int code) {
        APIGatewayV2HTTPResponse first = order("[[sim:code=" + code + "*1]]");
        APIGatewayV2HTTPResponse second = order("");

        assertThat(first.getStatusCode()).isEqualTo(202);
        assertThat(body(first).path("status").asText()).isEqualTo("queued");
        assertThat(second.getStatusCode()).isEqualTo(202);
        assertThat(body(second).path("status").asText()).isEqualTo("queued");

        gateway.time.pass(Duration.ofSeconds(6));
        assertThat(gateway.queue.receive()).contains(new StartNext(Pool.VIDEO));
        gateway.start.startNext(Pool.VIDEO, gateway.deadline());

        assertThat(job(first).state()).isEqualTo(JobState.SUBMITTED);
        assertThat(job(second).state()).isEqualTo(JobState.SUBMITTED);
    }

    @ParameterizedTest
    @CsvSource({
        "code=5000*1, 2",
        "code=5001*1, 2",
        "code=5002*1, 2",
        "http=500-after-create, 1",
        "http=503-after-create, 1",
        "http=504-after-create, 1",
    })
    void what_leaves_open_whether_there_is_a_task_is_found_or_sent_again_and_made_once(String hook, int creates) {
        APIGatewayV2HTTPResponse response = order("[[sim:" + hook + "]]");

        assertThat(response.getStatusCode()).isEqualTo(202);
        assertThat(body(response).path("status").asText()).isEqualTo("submitting");
        assertThat(lookedAfter(job(response)).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(gateway.emulator.requests(CREATES)).isEqualTo(creates);
        assertThat(gateway.emulator.tasks()).hasSize(1);
        assertThat(gateway.usageNow().total().microUsd()).isEqualTo(210_000);
    }

    /** It is sent at most once, and so has ended when its caller gets the answer. */
    @Test
    void what_cannot_be_looked_up_says_what_kling_said() {
        APIGatewayV2HTTPResponse answered = tryOn("[[sim:code=5001]]");
        APIGatewayV2HTTPResponse silent = tryOn("[[sim:reset]]");

        assertThat(answered.getStatusCode()).isEqualTo(502);
        assertThat(body(answered).path("code").asText()).isEqualTo("SERVICE_ERROR");
        assertThat(body(answered).path("retryable").asBoolean(true)).isFalse();
        assertThatUpstreamIs(body(answered), 5001, "Server temporarily unavailable", FIRST_REQUEST_ID);
        assertThat(silent.getStatusCode()).isEqualTo(502);
        assertThat(body(silent).has("upstream")).isFalse();
        assertThat(body(silent).path("detail").asText()).contains("stays charged");
    }

    private APIGatewayV2HTTPResponse order(String hook) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setBody("{\"prompt\":\"A boat " + hook + "\"}");
        return handler.handleRequest(event, new TestContext());
    }

    private APIGatewayV2HTTPResponse tryOn(String hook) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate-virtual-try-on", key);
        event.setBody("{\"kind\":\"virtual-try-on\",\"humanImage\":\"https://a.example/1.png#" + hook
                + "\",\"clothImage\":\"https://a.example/2.png\"}");
        return handler.handleRequest(event, new TestContext());
    }

    private Job job(APIGatewayV2HTTPResponse response) {
        return gateway.job(JobId.parse(body(response).path("jobId").asText()).orElseThrow());
    }

    /** The job after the poll queue has looked after it, as its handler does. */
    private Job lookedAfter(Job sent) {
        Job current = sent;
        for (int i = 0; i < 10 && !current.state().isEnded(); i++) {
            gateway.time.pass(Duration.ofMinutes(3));
            Finding finding = Objects.requireNonNull(
                    gateway.sync.find(List.of(current), gateway.deadline()).get(current.id()));
            current = gateway.sync.apply(current, finding);
            if (current.state() == JobState.SUBMITTING && finding instanceof Finding.NotFound) {
                current = gateway.start.resend(current, gateway.deadline());
            }
        }
        return current;
    }

    private static void assertThatUpstreamIs(JsonNode problem, int code, String message, String requestId) {
        assertThat(problem.at("/upstream/code").asInt()).isEqualTo(code);
        assertThat(problem.at("/upstream/message").asText()).isEqualTo(message);
        assertThat(problem.at("/upstream/requestId").asText()).isEqualTo(requestId);
        assertThat(problem.path("detail").asText()).startsWith("Kling says \"" + message + "\" (code " + code + "). ");
    }
}
