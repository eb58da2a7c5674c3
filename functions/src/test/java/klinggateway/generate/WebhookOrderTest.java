package klinggateway.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.Webhook;
import klinggateway.keys.Scope;
import klinggateway.webhook.HostileUrls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookOrderTest {

    private final TestGateway gateway = TestGateway.inProcess(5);
    private String key = "";

    @BeforeEach
    void makeKey() {
        key = gateway.newKey("hookowner123", Scope.GENERATE);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_webhook_is_kept_with_its_job_and_hears_of_its_end() {
        APIGatewayV2HTTPResponse response = order(order().put("webhookUrl", "https://example.com/hook"), key);

        Job job = job(response);
        assertThat(job.told())
                .containsExactlyInAnyOrder(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELED, JobState.EXPIRED);
        assertThat(gateway.jobs.extras(job).orElseThrow().webhook()).hasValueSatisfying(webhook -> {
            assertThat(webhook.url()).isEqualTo("https://example.com/hook");
            assertThat(webhook.shape()).isEqualTo(Webhook.Shape.GATEWAY);
        });
        assertThat(gateway.jobs.request(job).orElseThrow().body()).doesNotContain("example.com");
    }

    @Test
    void it_hears_of_what_its_caller_wants() {
        ObjectNode order = order().put("webhookUrl", "https://example.com/hook");
        order.putArray("webhookEvents").add("submitted").add("failed");

        assertThat(job(order(order, key)).told()).isEqualTo(Set.of(JobState.SUBMITTED, JobState.FAILED));
    }

    @Test
    void hostile_urls_are_refused_with_the_field_that_is_wrong_and_nothing_is_bought() {
        assertThat(HostileUrls.BY_THEIR_TEXT).hasSizeGreaterThan(100).allSatisfy(url -> {
            APIGatewayV2HTTPResponse response = order(order().put("webhookUrl", url), key);

            assertThat(response.getStatusCode()).isEqualTo(400);
            assertThat(Events.body(response).at("/invalidParameters/0/name").asText())
                    .isEqualTo("/webhookUrl");
        });
        assertThat(gateway.emulator.tasks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"succeeded\"", "[\"done\"]", "[1]", "[\"queued\"]", "[\"job.failed\"]", "{}"})
    void other_events_are_refused(String events) {
        APIGatewayV2HTTPResponse response = order(
                "{\"prompt\":\"A boat\",\"webhookUrl\":\"https://example.com/\",\"webhookEvents\":" + events + "}",
                key);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(response.getBody()).contains("/webhookEvents must be an array of some of submitted");
    }

    @Test
    void events_without_a_url_are_refused() {
        ObjectNode order = order();
        order.putArray("webhookEvents").add("failed");

        assertThat(order(order, key).getBody()).contains("/webhookEvents needs a webhookUrl");
    }

    @Test
    void the_bootstrap_key_is_told_to_make_one() {
        APIGatewayV2HTTPResponse response =
                order(order().put("webhookUrl", "https://example.com/"), "kg_admin_" + TestGateway.ADMIN_SECRET);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(response.getBody()).contains("needs a key made by POST /api/keys");
    }

    @Test
    void without_a_webhook_nothing_is_kept_of_one() {
        Job job = job(order(order(), key));

        assertThat(job.told()).isEmpty();
        assertThat(gateway.deliveries.ofJob(job)).isEqualTo(List.of());
    }

    private static ObjectNode order() {
        return JsonNodeFactory.instance.objectNode().put("prompt", "A boat");
    }

    private APIGatewayV2HTTPResponse order(ObjectNode order, String by) {
        return order(order.toString(), by);
    }

    private APIGatewayV2HTTPResponse order(String body, String by) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", by);
        event.setBody(body);
        return TestGenerate.on(gateway).handleRequest(event, new TestContext());
    }

    private Job job(APIGatewayV2HTTPResponse response) {
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        return gateway.job(
                JobId.parse(Events.body(response).path("jobId").asText()).orElseThrow());
    }
}
