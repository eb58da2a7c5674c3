package klinggateway.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Endpoint;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
import klinggateway.job.JobState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks while the operator has set the secret that Kling signs them with, or tried to. */
class SignedCallbacksTest {

    private static final String KEY = "a key of the tests";
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY.getBytes(UTF_8));
    private static final byte[] SUCCEEDED = "{\"task_status\":\"succeed\"}".getBytes(UTF_8);

    private final TestGateway gateway = new TestGateway();
    private final TestContext context = new TestContext();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_right_signature_is_a_hint_like_any_other() {
        Job job = order();

        APIGatewayV2HTTPResponse response = receive(SECRET, signed(SUCCEEDED, now(), KEY));

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void while_a_secret_is_being_replaced_one_of_two_signatures_is_right() {
        order();
        APIGatewayV2HTTPEvent event = signed(SUCCEEDED, now(), KEY);
        event.getHeaders()
                .computeIfPresent(
                        "webhook-signature", (name, right) -> signature(SUCCEEDED, now(), "old") + " " + right);

        assertThat(receive(SECRET, event).getStatusCode()).isEqualTo(200);
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void a_wrong_signature_is_refused_without_a_question() {
        Job job = order();

        assertThatIsRefused(receive(SECRET, signed(SUCCEEDED, now(), "another key")));
        assertThatIsRefused(receive(SECRET, signed("{}".getBytes(UTF_8), now(), "another key")));
        assertThat(gateway.job(job.id())).isEqualTo(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void half_a_signature_is_none(String missing) {
        order();
        APIGatewayV2HTTPEvent event = signed(SUCCEEDED, now(), KEY);
        event.getHeaders().remove(missing);

        assertThatIsRefused(receive(SECRET, event));
    }

    @Test
    void a_signature_that_is_more_than_five_minutes_off_is_refused() {
        order();
        APIGatewayV2HTTPEvent old = signed(SUCCEEDED, now().minusSeconds(301), KEY);
        APIGatewayV2HTTPEvent early = signed(SUCCEEDED, now().plusSeconds(301), KEY);

        assertThatIsRefused(receive(SECRET, old));
        assertThatIsRefused(receive(SECRET, early));
    }

    @Test
    void a_right_signature_does_not_replace_the_token() {
        order();
        APIGatewayV2HTTPEvent event = signed(SUCCEEDED, now(), KEY);
        event.setPathParameters(Map.of("token", "job_1p3y5sd400000.c2FtcGxl"));

        assertThatIsRefused(receive(SECRET, event));
    }

    /** Whoever has overheard a callback can send it again, also to another job's URL, should they know that, too. */
    @Test
    void a_replay_changes_nothing() {
        Job job = order();
        APIGatewayV2HTTPEvent event = signed(SUCCEEDED, now(), KEY);
        receive(SECRET, event);
        Job ended = gateway.job(job.id());
        Job other = orderAgain();

        APIGatewayV2HTTPResponse again = receive(SECRET, event);
        event.setPathParameters(Map.of("token", token(1)));
        APIGatewayV2HTTPResponse elsewhere = receive(SECRET, event);
        gateway.time.pass(Duration.ofMinutes(6));
        APIGatewayV2HTTPResponse late = receive(SECRET, event);

        assertThat(again.getStatusCode()).isEqualTo(200);
        assertThat(elsewhere.getStatusCode()).isEqualTo(200);
        assertThat(late.getStatusCode()).isEqualTo(401);
        assertThat(gateway.job(job.id())).isEqualTo(ended);
        assertThat(gateway.job(other.id()).state()).isEqualTo(JobState.SUBMITTED);
        assertThat(questions()).isEqualTo(2);
        assertThat(gateway.usageNow().total().calls()).isEqualTo(2);
    }

    /** A byte that is no UTF-8 gets lost when the body is read as text. */
    @Test
    void the_signature_is_about_bytes_also_when_the_event_has_them_in_base64() {
        order();
        byte[] body = "{\"task_status\":\"succeed\",\"task_status_msg\":\"\u00fc\"}".getBytes(ISO_8859_1);
        APIGatewayV2HTTPEvent event = signed(body, now(), KEY);
        event.setBody(Base64.getEncoder().encodeToString(body));
        event.setIsBase64Encoded(true);

        assertThat(receive(SECRET, event).getStatusCode()).isEqualTo(200);
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void without_a_signature_the_token_vouches_for_tasks_of_the_older_generation() {
        Job job = order();

        APIGatewayV2HTTPResponse response = receive(SECRET, unsigned(SUCCEEDED));

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void without_a_signature_nothing_is_heard_about_tasks_of_the_newer_generation() {
        Job job = order();
        Job newer = new Job(
                job.id(),
                job.keyId(),
                job.requestId(),
                job.createdAt(),
                job.nonce(),
                job.version(),
                job.state(),
                job.order(),
                job.quote(),
                new Endpoint("/text-to-video/kling-3.0", Endpoint.Protocol.TASK),
                job.period(),
                job.turn(),
                job.told(),
                job.duplicateOf(),
                job.sending(),
                job.polling(),
                job.task(),
                job.ending());
        gateway.jobs.advance(job, newer);

        assertThatIsRefused(receive(SECRET, unsigned(SUCCEEDED)));
        assertThat(receive(SECRET, signed(SUCCEEDED, now(), KEY)).getStatusCode())
                .isEqualTo(200);
        assertThat(receive("", unsigned(SUCCEEDED)).getStatusCode()).isEqualTo(200);
    }

    @Test
    void without_a_secret_nobody_looks_at_signatures() {
        order();

        assertThat(receive("", signed(SUCCEEDED, now().minusSeconds(9_000), "another key"))
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void a_secret_that_can_be_none_is_noticed_and_not_shown() {
        Job job = order();
        String malformed = "whsec_this is no base64";

        APIGatewayV2HTTPResponse response = receive(malformed, signed(SUCCEEDED, now(), KEY));

        assertThat(response.getStatusCode()).isEqualTo(503);
        assertThat(response.getHeaders()).containsEntry("retry-after", "300");
        assertThat(response.getBody()).contains("SYSTEM_ERROR").doesNotContain("whsec_");
        assertThat(context.log)
                .singleElement()
                .asString()
                .contains("KLING_WEBHOOK_SECRET")
                .doesNotContain("this is no base64");
        assertThat(questions()).isZero();
        assertThat(receive(malformed, unsigned(SUCCEEDED)).getStatusCode()).isEqualTo(200);
        assertThat(gateway.job(job.id()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    /** A job whose task has succeeded at Kling by now, which nobody has asked about yet. */
    private Job order() {
        Job job = orderAgain();
        gateway.time.pass(Duration.ofMinutes(10));
        return job;
    }

    private Job orderAgain() {
        JobRequest request = TestGateway.request("A boat");
        JobRequest reachable =
                new JobRequest(request.body(), Optional.of("https://gateway.example.com"), JobRequest.Extras.NONE);
        return gateway.start.start(gateway.accepted("A boat"), reachable, gateway.deadline());
    }

    private long questions() {
        return gateway.emulator.requests("GET");
    }

    private Instant now() {
        return gateway.time.instant();
    }

    /** In the callback URL of the emulator's task number {@code index}. */
    private String token(int index) {
        String url = gateway.emulator
                .tasks()
                .get(index)
                .request()
                .path("callback_url")
                .asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private APIGatewayV2HTTPEvent unsigned(byte[] body) {
        APIGatewayV2HTTPEvent event = Events.http("callback");
        event.setPathParameters(Map.of("token", token(0)));
        event.setBody(new String(body, UTF_8));
        return event;
    }

    private APIGatewayV2HTTPEvent signed(byte[] body, Instant at, String key) {
        APIGatewayV2HTTPEvent event = unsigned(body);
        event.setHeaders(new HashMap<>(event.getHeaders()));
        event.getHeaders()
                .putAll(Map.of(
                        "webhook-id", "msg-1",
                        "webhook-timestamp", Long.toString(at.getEpochSecond()),
                        "webhook-signature", signature(body, at, key)));
        return event;
    }

    private static String signature(byte[] body, Instant at, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            mac.update(("msg-1." + at.getEpochSecond() + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private APIGatewayV2HTTPResponse receive(String secret, APIGatewayV2HTTPEvent event) {
        return TestCallback.on(gateway, secret).handleRequest(event, context);
    }

    private void assertThatIsRefused(APIGatewayV2HTTPResponse response) {
        assertThat(response.getStatusCode()).isEqualTo(401);
        assertThat(Events.body(response).path("code").asText()).isEqualTo("AUTH_FAILED");
        assertThat(questions()).isZero();
    }
}
