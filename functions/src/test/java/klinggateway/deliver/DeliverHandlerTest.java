package klinggateway.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.generate.TestGenerate;
import klinggateway.http.Json;
import klinggateway.job.DeliverQueue.Message;
import klinggateway.job.Delivery;
import klinggateway.job.Delivery.Status;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.keys.Key;
import klinggateway.keys.Scope;
import klinggateway.poll.TestPoll;
import klinggateway.secret.Secret;
import klinggateway.secret.WebhookSignature;
import klinggateway.webhook.Courier.Letter;
import klinggateway.webhook.Courier.Reply;
import klinggateway.webhook.ScriptedCourier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliverHandlerTest {

    private static final String OWNER = "hookowner123";
    private static final String URL = "https://hooks.example.com/kling?tenant=7";

    private final TestGateway gateway = TestGateway.inProcess(50);
    private final ScriptedCourier courier = new ScriptedCourier();
    private String key = "";

    @BeforeEach
    void makeKey() {
        key = gateway.newKey(OWNER, Scope.GENERATE, Scope.READ);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_webhook_is_told_once_that_its_job_has_succeeded() throws Exception {
        JobId job = order("A boat", "");
        finish();

        TestDeliver.deliver(gateway, courier);
        TestDeliver.run(gateway, courier, Duration.ofHours(1));

        Letter letter = only(courier.letters());
        assertThat(letter.url()).isEqualTo(URL);
        assertThat(header(letter, "webhook-id")).isEqualTo("msg_" + job.text().substring(4) + "_succeeded");
        JsonNode body = Json.readObject(letter.body());
        assertThat(body.path("type").asText()).isEqualTo("job.succeeded");
        assertThat(Instant.parse(body.path("timestamp").asText()))
                .isEqualTo(gateway.job(job).ending().orElseThrow().at());
        assertThat(body.at("/data/jobId").asText()).isEqualTo(job.text());
        assertThat(body.at("/data/status").asText()).isEqualTo("succeeded");
        assertThat(body.at("/data/callerMetadata/tenant").asText()).isEqualTo("7");
        assertThat(body.at("/data/videos/0/url").asText()).startsWith("http");
        assertThat(only(gateway.deliveries.ofJob(gateway.job(job))).status()).isEqualTo(Status.DELIVERED);
    }

    @Test
    void the_signature_is_right_by_the_secret_that_the_key_was_told() {
        order("A boat", "");
        finish();

        TestDeliver.deliver(gateway, courier);

        assertThat(signers(only(courier.letters()))).containsExactly(1);
    }

    @Test
    void a_rotated_key_signs_with_both_secrets_while_the_old_one_works() {
        Key before = gateway.keys.find(OWNER).orElseThrow();
        order("A boat", "");
        finish();
        courier.silent();
        TestDeliver.deliver(gateway, courier);
        rotate(before, Duration.ofHours(1));

        TestDeliver.run(gateway, courier, Duration.ofMinutes(10));
        Letter within = courier.letters().getLast();
        TestDeliver.run(gateway, courier, Duration.ofHours(4));
        Letter after = courier.letters().getLast();

        assertThat(signers(courier.letters().getFirst())).containsExactly(1);
        assertThat(signers(within)).containsExactly(2, 1);
        assertThat(signers(after)).containsExactly(2);
    }

    @Test
    void many_jobs_of_a_receiver_that_is_down_for_hours_are_told_with_the_same_ids() {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            jobs.add(order("A boat " + i, ""));
        }
        finish();
        courier.silent();
        TestDeliver.run(gateway, courier, Duration.ofHours(6));
        int inVain = courier.letters().size();
        List<String> ids = List.copyOf(courier.ids());

        courier.answering(204);
        TestDeliver.run(gateway, courier, Duration.ofHours(24));

        List<Letter> delivered =
                courier.letters().subList(inVain, courier.letters().size());
        assertThat(delivered.stream().map(letter -> header(letter, "webhook-id")))
                .containsExactlyInAnyOrderElementsOf(jobs.stream()
                        .map(job -> "msg_" + job.text().substring(4) + "_succeeded")
                        .toList());
        assertThat(Set.copyOf(ids)).hasSize(15);
        // At once, and after 5 s, 5 min, 30 min and 2 h.
        assertThat(inVain).isEqualTo(15 * 5);
        assertThat(delivered).allSatisfy(letter -> assertThat(signers(letter)).containsExactly(1));
    }

    @Test
    void after_eight_attempts_in_more_than_a_day_it_is_given_up_and_counted() {
        JobId job = order("A boat", "");
        finish();
        courier.answering(500);
        Instant started = gateway.time.instant();
        List<Instant> attempts = new ArrayList<>();
        courier.answering(letter -> {
            attempts.add(gateway.time.instant());
            return new Reply.Answered(500, Optional.empty());
        });

        TestDeliver.run(gateway, courier, Duration.ofDays(3));

        assertThat(attempts).hasSize(8);
        assertThat(Duration.between(started, attempts.getLast())).isBetween(Duration.ofHours(27), Duration.ofHours(33));
        Delivery delivery = only(gateway.deliveries.ofJob(gateway.job(job)));
        assertThat(delivery.status()).isEqualTo(Status.FAILED);
        assertThat(delivery.last().flatMap(Delivery.Attempt::httpStatus)).contains(500);
        assertThat(gateway.log.lines()).anyMatch(line -> line.contains("WebhooksFailed"));
    }

    @Test
    void a_receiver_that_answers_after_five_failures_has_it_once() {
        order("A boat", "");
        finish();
        courier.answering(letter -> new Reply.Answered(courier.ids().size() <= 5 ? 503 : 200, Optional.empty()));

        TestDeliver.run(gateway, courier, Duration.ofDays(3));

        assertThat(courier.letters()).hasSize(6);
        assertThat(Set.copyOf(courier.ids())).hasSize(1);
    }

    @Test
    void a_receiver_that_has_too_much_to_do_is_called_again_when_it_asked_to_be() {
        JobId job = order("A boat", "");
        finish();
        List<Instant> attempts = new ArrayList<>();
        courier.answering(letter -> {
            attempts.add(gateway.time.instant());
            return attempts.size() == 1
                    ? new Reply.Answered(429, Optional.of(Duration.ofMinutes(40)))
                    : new Reply.Answered(200, Optional.empty());
        });

        TestDeliver.run(gateway, courier, Duration.ofHours(6));

        assertThat(attempts).hasSize(2);
        assertThat(Duration.between(attempts.getFirst(), attempts.getLast()))
                .isBetween(Duration.ofMinutes(40), Duration.ofMinutes(75));
        assertThat(Set.copyOf(courier.ids())).hasSize(1);
        assertThat(only(gateway.deliveries.ofJob(gateway.job(job))).status()).isEqualTo(Status.DELIVERED);
    }

    @Test
    void a_receiver_whose_answer_is_lost_has_the_same_message_again() {
        JobId job = order("A boat", "");
        finish();
        courier.answering(letter -> courier.ids().size() == 1
                ? new Reply.Unanswered("no answer in time")
                : new Reply.Answered(200, Optional.empty()));

        TestDeliver.run(gateway, courier, Duration.ofHours(6));

        Letter lost = courier.letters().getFirst();
        Letter again = courier.letters().getLast();
        assertThat(courier.letters()).hasSize(2);
        assertThat(header(again, "webhook-id")).isEqualTo(header(lost, "webhook-id"));
        assertThat(again.body()).isEqualTo(lost.body());
        assertThat(header(again, "webhook-timestamp")).isNotEqualTo(header(lost, "webhook-timestamp"));
        assertThat(only(gateway.deliveries.ofJob(gateway.job(job))).attempts()).isEqualTo(2);
    }

    @Test
    void a_receiver_that_is_gone_is_not_called_again() {
        JobId job = order("A boat", "");
        finish();
        courier.answering(410);

        TestDeliver.run(gateway, courier, Duration.ofDays(2));

        assertThat(courier.letters()).hasSize(1);
        assertThat(only(gateway.deliveries.ofJob(gateway.job(job))).status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void a_lost_message_costs_a_minute_or_two() {
        order("A boat", "");
        finish();
        gateway.deliverQueue.lose();

        TestDeliver.run(gateway, courier, Duration.ofMinutes(3));

        assertThat(courier.letters()).hasSize(1);
    }

    @Test
    void of_two_messages_at_once_one_is_sent() {
        order("A boat", "");
        finish();
        Message message = only(gateway.deliverQueue.receive());
        SQSEvent twice = TestDeliver.batch(List.of(message, message));

        TestDeliver.on(gateway, courier).handleRequest(twice, new TestContext());

        assertThat(courier.letters()).hasSize(1);
    }

    @Test
    void progress_is_told_in_its_order_and_dropped_once_the_job_has_moved_on() {
        JobId told = order("A boat", "[\"submitted\", \"processing\", \"succeeded\"]");
        TestDeliver.deliver(gateway, courier);
        JobId late = order("A ship", "[\"submitted\", \"succeeded\"]");
        List<Message> early = gateway.deliverQueue.receive();
        finish();

        TestDeliver.on(gateway, courier).handleRequest(TestDeliver.batch(early), new TestContext());
        TestDeliver.run(gateway, courier, Duration.ofMinutes(10));

        assertThat(types(told)).startsWith("job.submitted").endsWith("job.succeeded");
        assertThat(types(late)).containsExactly("job.succeeded");
        assertThat(gateway.deliveries
                        .find(late, JobState.SUBMITTED)
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.OVERTAKEN);
    }

    @Test
    void a_job_that_fails_or_is_canceled_is_told_too() {
        JobId failed = order("A boat [[sim:fail=risk]]", "");
        finish();

        TestDeliver.run(gateway, courier, Duration.ofMinutes(5));

        assertThat(types(failed)).containsExactly("job.failed");
        assertThat(Json.readObject(only(courier.letters()).body())
                        .at("/data/error/code")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void only_what_was_asked_for_is_told() {
        JobId job = order("A boat", "[\"failed\"]");
        finish();

        TestDeliver.run(gateway, courier, Duration.ofMinutes(5));

        assertThat(courier.letters()).isEmpty();
        assertThat(gateway.deliveries.ofJob(gateway.job(job))).isEmpty();
    }

    @Test
    void an_unreadable_message_fails_alone() {
        order("A boat", "");
        finish();
        SQSEvent event = TestDeliver.batch(gateway.deliverQueue.receive());
        SQSEvent.SQSMessage broken = new SQSEvent.SQSMessage();
        broken.setMessageId("broken");
        broken.setBody("deliver something");
        event.getRecords().add(broken);

        var response = TestDeliver.on(gateway, courier).handleRequest(event, new TestContext());

        assertThat(response.getBatchItemFailures()).hasSize(1);
        assertThat(courier.letters()).hasSize(1);
    }

    private JobId order(String prompt, String events) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        String more = events.isEmpty() ? "" : ", \"webhookEvents\": " + events;
        event.setBody("{\"prompt\": \"" + prompt + "\", \"metadata\": {\"tenant\": \"7\"}, \"webhookUrl\": \"" + URL
                + "\"" + more + "}");
        var response = TestGenerate.on(gateway).handleRequest(event, new TestContext());
        assertThat(response.getStatusCode()).as(response.getBody()).isIn(200, 202);
        return JobId.parse(Events.body(response).path("jobId").asText()).orElseThrow();
    }

    /** Polls until all jobs have ended. */
    private void finish() {
        for (int i = 0; i < 60 && gateway.queue.nextDue().isPresent(); i++) {
            gateway.time.moveTo(gateway.queue.nextDue().orElseThrow());
            TestPoll.on(gateway.jobs, gateway.sync, gateway.start, gateway.queue, gateway.log, gateway.time)
                    .handleRequest(Events.batch(gateway.queue.receive()), new TestContext());
        }
    }

    private void rotate(Key key, Duration grace) {
        Key.Former former = new Key.Former(
                key.digest(), key.generation(), gateway.time.instant().plus(grace));
        Key rotated = new Key(
                key.id(),
                key.name(),
                "0".repeat(64),
                key.scopes(),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                key.policy(),
                key.generation() + 1,
                Optional.of(former),
                key.version());
        assertThat(gateway.keys.replace(key, rotated)).isTrue();
    }

    /** The generations of the key by whose secrets the letter's signatures are right, in their order. */
    private List<Integer> signers(Letter letter) {
        List<Integer> signers = new ArrayList<>();
        for (String signature : header(letter, "webhook-signature").split(" ", -1)) {
            for (int generation = 1; generation <= 2; generation++) {
                Secret secret = WebhookSignature.secret(gateway.derived.sign("wh", OWNER + "|" + generation));
                Map<String, String> headers = Map.of(
                        "webhook-id", header(letter, "webhook-id"),
                        "webhook-timestamp", header(letter, "webhook-timestamp"),
                        "webhook-signature", signature);
                Instant then = Instant.ofEpochSecond(Long.parseLong(header(letter, "webhook-timestamp")));
                if (WebhookSignature.of(secret)
                        .orElseThrow()
                        .isRight(headers, letter.body().getBytes(UTF_8), then)) {
                    signers.add(generation);
                }
            }
        }
        return signers;
    }

    /** What the webhook was told of a job, in this order. */
    private List<String> types(JobId job) {
        return courier.letters().stream()
                .map(letter -> Json.readObject(letter.body()))
                .filter(body -> body.at("/data/jobId").asText().equals(job.text()))
                .map(body -> body.path("type").asText())
                .toList();
    }

    private static String header(Letter letter, String name) {
        return Objects.requireNonNull(letter.headers().get(name));
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }
}
