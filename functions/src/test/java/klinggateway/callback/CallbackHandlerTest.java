package klinggateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
import klinggateway.job.JobState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackHandlerTest {

    private static final String PREFIX = "https://gateway.example.com/callbacks/kling/";

    private final TestGateway gateway = new TestGateway();
    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler =
            TestCallback.on(gateway, "");

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void the_final_callback_makes_the_gateway_ask_kling() {
        Job job = order("A boat");
        gateway.time.pass(Duration.ofMinutes(10));

        APIGatewayV2HTTPResponse response = receive(token(), "{\"task_status\":\"succeed\"}");

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void a_callback_that_lies_changes_nothing_but_costs_a_question() {
        Job job = order("A boat");

        receive(token(), "{\"task_status\":\"succeed\",\"task_result\":{\"videos\":[{\"url\":\"https://evil\"}]}}");

        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUBMITTED);
        assertThat(gateway.jobs.result(job.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"task_status\":\"submitted\"}",
                "{\"task_status\":\"processing\"}",
                "{\"status\":\"processing\"}",
                "{\"code\":0,\"data\":{\"task_id\":\"1\",\"task_status\":\"processing\"}}",
                "{}",
            })
    void other_callbacks_only_get_an_answer(String json) {
        order("A boat");
        gateway.time.pass(Duration.ofMinutes(10));

        APIGatewayV2HTTPResponse response = receive(token(), json);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(gateway.emulator.requests("GET /tasks")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"succeeded\"}",
                "{\"code\":0,\"data\":{\"task_id\":\"1\",\"task_status\":\"succeed\"}}",
                "{\"task_status\":\"failed\"}",
            })
    void the_final_word_is_understood_in_every_shape(String json) {
        order("A boat");

        receive(token(), json);

        assertThat(gateway.emulator.requests("GET /tasks")).isEqualTo(1);
    }

    @Test
    void a_forged_token_is_refused_without_a_question() {
        order("A boat");

        APIGatewayV2HTTPResponse response = handler.handleRequest(Events.http("callback"), new TestContext());

        assertThat(response.getStatusCode()).isEqualTo(401);
        assertThat(gateway.emulator.requests("GET")).isZero();
    }

    @Test
    void the_same_callback_again_changes_nothing() {
        Job job = order("A boat");
        gateway.time.pass(Duration.ofMinutes(10));
        receive(token(), "{\"task_status\":\"succeed\"}");
        Job ended = gateway.job(job.id());

        receive(token(), "{\"task_status\":\"succeed\"}");
        receive(token(), "{\"task_status\":\"processing\"}");

        assertThat(gateway.job(job.id())).isEqualTo(ended);
        assertThat(gateway.usageNow().total().calls()).isEqualTo(1);
    }

    private Job order(String prompt) {
        JobRequest request = TestGateway.request(prompt);
        JobRequest reachable =
                new JobRequest(request.body(), Optional.of("https://gateway.example.com"), JobRequest.Extras.NONE);
        return gateway.start.start(gateway.accepted(prompt), reachable, gateway.deadline());
    }

    private String token() {
        String url = gateway.emulator
                .tasks()
                .getFirst()
                .request()
                .path("callback_url")
                .asText();
        assertThat(url).startsWith(PREFIX);
        return url.substring(PREFIX.length());
    }

    private APIGatewayV2HTTPResponse receive(String token, String json) {
        APIGatewayV2HTTPEvent event = Events.http("callback");
        event.setPathParameters(Map.of("token", token));
        event.setBody(json);
        return handler.handleRequest(event, new TestContext());
    }
}
