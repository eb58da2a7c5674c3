package klinggateway.lifecycle;

import static klinggateway.Events.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.generate.TestGenerate;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.keys.Scope;
import klinggateway.status.TestStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who wait for their jobs, at the order and afterwards. */
class WaitingTest {

    private static final String QUICK = "{\"prompt\":\"A boat [[sim:time=2s]]\"}";

    private final TestGateway gateway = new TestGateway();
    private final String key = gateway.newKey("waitkey1", Scope.ADMIN, Scope.GENERATE, Scope.READ);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void an_order_is_answered_with_its_result_if_that_comes_in_time() {
        pollEverySecond();

        APIGatewayV2HTTPResponse answer = order(QUICK, "wait=10");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(body(answer).path("status").asText()).isEqualTo("succeeded");
        assertThat(body(answer).at("/videos/0/url").asText()).startsWith("http");
        assertThat(answer.getHeaders()).containsEntry("preference-applied", "wait=10");
    }

    @Test
    void an_order_that_takes_longer_is_answered_as_it_is_when_the_time_is_up() {
        pollEverySecond();
        Instant started = gateway.time.instant();

        APIGatewayV2HTTPResponse answer = order("{\"prompt\":\"A boat [[sim:stuck]]\"}", "respond-async, wait=4");

        assertThat(body(answer).path("status").asText()).isEqualTo("processing");
        assertThat(Duration.between(started, gateway.time.instant())).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void a_failure_that_was_waited_for_says_which_job_it_is() {
        pollEverySecond();

        APIGatewayV2HTTPResponse answer = order("{\"prompt\":\"A boat [[sim:fail=risk]][[sim:time=2s]]\"}", "wait=10");

        assertThat(answer.getStatusCode()).isEqualTo(422);
        assertThat(body(answer).path("jobId").asText()).startsWith("job_");
    }

    @ParameterizedTest
    @CsvSource({"wait=3600, 10", "wait=0, 0", "'', 0", "wait=soon, 0", "handling=lenient, 0", "swait=5, 0"})
    void a_wish_that_cannot_be_followed_is_followed_as_far_as_it_can(String preference, int seconds) {
        Instant started = gateway.time.instant();

        APIGatewayV2HTTPResponse answer = order("{\"prompt\":\"A boat [[sim:stuck]]\"}", preference);

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(Duration.between(started, gateway.time.instant())).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void a_question_waits_by_reading_the_row_and_asks_kling_no_more_often() {
        Job job = gateway.order("A boat [[sim:stuck]]");
        long asked = gateway.emulator.requests("GET");

        APIGatewayV2HTTPResponse answer = ask(job.id(), "10");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(gateway.emulator.requests("GET") - asked).isEqualTo(1);
    }

    @Test
    void a_question_is_answered_as_soon_as_the_job_has_ended() {
        Job job = gateway.order("A boat [[sim:time=2s]]");
        pollEverySecond();

        assertThat(body(ask(job.id(), "10")).path("status").asText()).isEqualTo("succeeded");
        assertThat(Duration.between(job.createdAt(), gateway.time.instant())).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "-1", "ten", "1.5", "99999999999"})
    void nobody_waits_longer_than_is_allowed(String wait) {
        Job job = gateway.order("A boat");

        APIGatewayV2HTTPResponse answer = ask(job.id(), wait);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(body(answer).at("/invalidParameters/0/name").asText()).isEqualTo("wait");
        assertThat(body(answer).path("detail").asText()).contains("0 to 10");
    }

    /** As the function poll would, though it does not look as often; on a thread of its own, for it is another function. */
    private void pollEverySecond() {
        gateway.whileWaiting = time -> {
            gateway.time.pass(time);
            Thread.startVirtualThread(this::poll).join();
        };
    }

    private void poll() {
        Stream.of("waitkey1", TestGateway.KEY_ID)
                .flatMap(owner -> gateway.jobs.ofKey(owner, Optional.empty(), 10).stream())
                .flatMap(id -> gateway.jobs.find(id).stream())
                .filter(job -> !job.state().isEnded())
                .forEach(job -> gateway.sync.ask(job, gateway.deadline()));
    }

    private APIGatewayV2HTTPResponse order(String body, String preference) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.getHeaders().put("prefer", preference);
        event.setBody(body);
        return TestGenerate.on(gateway).handleRequest(event, new TestContext());
    }

    private APIGatewayV2HTTPResponse ask(JobId id, String wait) {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> status = TestStatus.on(gateway);
        return status.handleRequest(
                Events.get("/api/video-status", Map.of("taskId", id.decimal(), "wait", wait), key), new TestContext());
    }
}
