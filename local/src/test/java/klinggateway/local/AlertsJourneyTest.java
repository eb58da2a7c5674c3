package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import klinggateway.emulators.aws.SnsEmulator;
import klinggateway.emulators.kling.KlingEmulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An operator hears of a budget that is nearly spent, over HTTP and on the real template: once, and once when it is over. */
class AlertsJourneyTest {

    private static final Path TEMPLATE = Path.of("..", "infra", "template.yaml");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final KlingEmulator kling =
            KlingEmulator.builder().speed(200).apiKey("kling-key").start();
    private final LocalGateway gateway = LocalGateway.builder(TEMPLATE)
            .parameter("KlingEndpoint", kling.url().toString())
            .secret("KlingSecret", "{\"KLING_API_KEY\":\"kling-key\"}")
            .schedules(Schedules.ON_DEMAND)
            .onPublished(message -> heard.add(message.subject()))
            .start();
    private final String admin = "kg_admin_" + gateway.secret("AdminSecret");
    private final HookReceiver receiver = new HookReceiver(0);

    @AfterEach
    void stop() {
        receiver.close();
        gateway.close();
        kling.close();
    }

    @Test
    void a_budget_that_is_passed_is_told_once_and_once_more_when_it_was_raised() throws Exception {
        JsonNode key = send(
                "POST",
                "/api/keys",
                admin,
                "{\"name\":\"team\",\"scopes\":[\"generate\",\"read\"],\"monthlyBudget\":0.40}",
                201);
        JsonNode rule = send(
                "POST",
                "/api/alerts",
                admin,
                "{\"name\":\"Half a budget\",\"condition\":{\"kind\":\"budgetSpent\",\"percent\":[50]},"
                        + "\"topic\":false,\"webhookUrl\":\"" + receiver.url() + "\"}",
                201);
        gateway.runSchedule("AlertsFunction");
        send("POST", "/api/generate-video", key.path("key").asText(), "{\"prompt\":\"A boat\",\"duration\":5}", 200);
        gateway.runSchedule("AlertsFunction");
        gateway.runSchedule("AlertsFunction");
        JsonNode firing = send("GET", "/api/alerts", admin, "", 200).path("firing");
        send("PATCH", "/api/keys/" + key.path("id").asText(), admin, "{\"monthlyBudget\":40}", 200);
        gateway.runSchedule("AlertsFunction");
        gateway.runSchedule("AlertsFunction");

        assertThat(firing.findValuesAsText("ruleId"))
                .containsExactlyInAnyOrder("budget-spent", rule.path("id").asText());
        assertThat(receiver.received())
                .extracting(message -> message.body().path("type").asText())
                .containsExactly("alert.fired", "alert.cleared");
        assertThat(receiver.received()).allSatisfy(message -> {
            assertThat(message.headers().getFirst("webhook-signature"))
                    .isEqualTo(message.signature(rule.path("webhookSecret").asText()));
            assertThat(message.body().at("/data/subject/name").asText())
                    .isEqualTo(key.path("id").asText());
        });
        JsonNode history = send("GET", "/api/alerts/history", admin, "", 200).path("alerts");
        assertThat(history).hasSize(2);
        assertThat(history.findValuesAsText("status")).hasSize(4).containsOnly("delivered");
        assertThat(history.findValues("clearedAt")).hasSize(2);
        // By the rule that comes with the gateway.
        String about = ", apiKey " + key.path("id").asText() + ", 50%";
        assertThat(heard)
                .containsExactly(
                        "Alert: A key has used up a part of its budget" + about,
                        "Over: A key has used up a part of its budget" + about);
        assertThat(gateway.published())
                .extracting(SnsEmulator.Published::subject)
                .isEqualTo(heard);
    }

    @Test
    void each_queue_with_dead_letters_is_told_on_its_own() throws Exception {
        try (SqsClient sqs = sqs()) {
            for (String queue : List.of("PollDeadLetterQueue", "DeliverDeadLetterQueue", "ScheduleDeadLetterQueue")) {
                String url =
                        sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
                sqs.sendMessage(request -> request.queueUrl(url).messageBody("dead"));
            }
        }

        gateway.runSchedule("AlertsFunction");

        assertThat(send("GET", "/api/alerts", admin, "", 200).findValuesAsText("name"))
                .contains("poll", "deliver", "schedule");
        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "Alert: Messages have failed too often, queue poll, any",
                        "Alert: Messages have failed too often, queue deliver, any",
                        "Alert: Messages have failed too often, queue schedule, any");
    }

    private SqsClient sqs() {
        return SqsClient.builder()
                .endpointOverride(gateway.sqs())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Test
    void a_sample_shows_whether_it_would_arrive() throws Exception {
        send(
                "PUT",
                "/api/alerts/dead-letters",
                admin,
                "{\"name\":\"Failed messages\",\"condition\":{\"kind\":\"deadLetters\"},\"webhookUrl\":\""
                        + receiver.url() + "\"}",
                200);

        JsonNode sent = send("POST", "/api/alerts/dead-letters/test", admin, "", 200);

        assertThat(sent)
                .isEqualTo(JSON.readTree("{\"sent\":[{\"channel\":\"webhook\",\"delivered\":true,\"httpStatus\":204},"
                        + "{\"channel\":\"topic\",\"delivered\":true}]}"));
        assertThat(receiver.received()).hasSize(1);
        assertThat(heard).containsExactly("Test: Failed messages, test");
    }

    private JsonNode send(String method, String path, String key, String body, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }
}
