package klinggateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import klinggateway.local.handlers.BatchHandler;
import klinggateway.local.handlers.ScheduledHandler;
import klinggateway.local.handlers.StuckHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalGatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    /** Far more than anything takes on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Path TEMPLATE = Path.of("src", "test", "resources", "template.yaml");

    private final LocalGateway gateway = LocalGateway.builder(TEMPLATE)
            .integrationTimeout(Duration.ofSeconds(2))
            .start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final SqsClient sqs = SqsClient.builder()
            .endpointOverride(gateway.sqs())
            .region(Region.US_EAST_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @AfterAll
    void close() {
        http.close();
        sqs.close();
        gateway.close();
        gateway.close();
    }

    @Test
    void gives_a_request_to_its_function_in_payload_format_2() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/echo/a%20b?x=1&y=%C3%A9&x=2"))
                .header("X-Two", "one")
                .header("X-Two", "two")
                .header("Cookie", "a=1; b=2")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "test")
                .method("PUT", BodyPublishers.ofString("{\"é\":1}"))
                .build();

        JsonNode event = JSON.readTree(send(request).body());

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("ANY /echo/{id}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/echo/a b");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&y=%C3%A9&x=2");
        assertThat(event.path("cookies")).isEqualTo(JSON.readTree("[\"a=1\",\"b=2\"]"));
        assertThat(event.path("headers").path("x-two").asText()).isEqualTo("one,two");
        assertThat(event.path("headers").has("cookie")).isFalse();
        assertThat(event.path("queryStringParameters")).isEqualTo(JSON.readTree("{\"x\":\"1,2\",\"y\":\"é\"}"));
        assertThat(event.path("pathParameters")).isEqualTo(JSON.readTree("{\"id\":\"a b\"}"));
        assertThat(event.path("body").asText()).isEqualTo("{\"é\":1}");
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
        JsonNode context = event.path("requestContext");
        assertThat(context.path("stage").asText()).isEqualTo("$default");
        assertThat(context.path("domainName").asText()).isEqualTo("127.0.0.1");
        assertThat(context.path("time").asText()).matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000");
        assertThat(context.path("http")).isEqualTo(JSON.readTree("""
                        {"method":"PUT","path":"/echo/a b","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"test"}
                        """));
    }

    @Test
    void encodes_a_body_that_is_no_text() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/rest/a/b/c"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=1"))
                .build();

        JsonNode event = JSON.readTree(send(request).body());

        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(event.path("body").asText()).isEqualTo("YT0x");
        assertThat(event.path("pathParameters").path("path").asText()).isEqualTo("a/b/c");
    }

    @Test
    void answers_with_status_headers_cookies_and_decoded_body() throws Exception {
        HttpResponse<String> answer = get("/typed");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("x-kind")).contains("typed");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.body().lines())
                .containsExactly(
                        "GET /typed",
                        "hello from us-east-1",
                        "ThingsTable",
                        "TypedFunction",
                        gateway.url().toString(),
                        "TypedFunction",
                        "true");
    }

    @Test
    void answers_a_bare_text_with_200() throws Exception {
        HttpResponse<String> answer = get("/text?3");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("xxx");
    }

    @Test
    void answers_404_without_a_route() throws Exception {
        assertAnswer(get("/nowhere"), 404, "Not Found");
        assertAnswer(get("/rest/a"), 404, "Not Found");
        assertAnswer(get("/typed/"), 404, "Not Found");
    }

    @Test
    void answers_400_to_a_malformed_query() throws Exception {
        try (var socket = new Socket(gateway.url().getHost(), gateway.url().getPort())) {
            socket.getOutputStream()
                    .write("GET /typed?a=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void answers_500_when_the_function_fails() throws Exception {
        assertAnswer(get("/fail"), 500, "Internal Server Error");
    }

    @Test
    void answers_500_and_interrupts_a_function_that_takes_too_long() throws Exception {
        int before = StuckHandler.INTERRUPTS.get();

        assertAnswer(get("/stuck"), 500, "Internal Server Error");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(StuckHandler.INTERRUPTS.get()).isGreaterThan(before));
    }

    @Test
    void answers_503_when_the_function_takes_longer_than_an_api_waits() throws Exception {
        assertAnswer(get("/slow"), 503, "Service Unavailable");
    }

    @Test
    void answers_413_to_a_request_over_the_limits() throws Exception {
        assertAnswer(post("/rest/x", 11 * 1024 * 1024), 413, "Request Entity Too Large");
        assertAnswer(post("/rest/x", 7 * 1024 * 1024), 413, "Request Entity Too Large");
        assertThat(post("/rest/x", 5 * 1024 * 1024).statusCode()).isEqualTo(200);
    }

    @Test
    void answers_500_when_the_answer_is_over_the_limit() throws Exception {
        assertAnswer(get("/text?7000000"), 500, "Internal Server Error");
    }

    @Test
    void feeds_a_function_from_its_queue_and_repeats_only_what_failed() throws Exception {
        String queue = gateway.queueUrl("WorkQueue");
        BatchHandler.EVENTS.clear();

        sqs.sendMessageBatch(r -> r.queueUrl(queue)
                .entries(IntStream.range(0, 10)
                        .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                                .id("m" + i)
                                .messageBody(i == 3 ? "fail" : "work")
                                .messageAttributes(Map.of(
                                        "kind",
                                        MessageAttributeValue.builder()
                                                .dataType("String")
                                                .stringValue("test")
                                                .build()))
                                .build())
                        .toList()));

        List<SQSEvent.SQSMessage> first = poll().getRecords();
        assertThat(first).hasSize(10);
        SQSEvent.SQSMessage message = first.getFirst();
        assertThat(message.getEventSource()).isEqualTo("aws:sqs");
        assertThat(message.getEventSourceArn()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:WorkQueue");
        assertThat(message.getAwsRegion()).isEqualTo("us-east-1");
        assertThat(message.getMd5OfBody()).isNotEmpty();
        assertThat(message.getMessageAttributes())
                .hasEntrySatisfying(
                        "kind", kind -> assertThat(kind.getStringValue()).isEqualTo("test"));
        assertThat(message.getAttributes())
                .containsEntry("ApproximateReceiveCount", "1")
                .containsKey("SentTimestamp");
        List<SQSEvent.SQSMessage> second = poll().getRecords();
        assertThat(second).extracting(SQSEvent.SQSMessage::getBody).containsExactly("fail");
        assertThat(second.getFirst().getAttributes()).containsEntry("ApproximateReceiveCount", "2");
        // ElasticMQ does not wake a long poll for a message that was moved, so short polls are repeated.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sqs.receiveMessage(r -> r.queueUrl(gateway.queueUrl("DeadQueue")))
                                .messages())
                        .extracting(Message::body)
                        .containsExactly("fail"));
    }

    @Test
    void runs_a_schedule_at_the_start_and_on_demand() throws Exception {
        assertThat(ScheduledHandler.EVENTS.poll(SOON.toSeconds(), TimeUnit.SECONDS))
                .isNotNull();

        gateway.runSchedule("ScheduledFunction");

        assertThat(ScheduledHandler.EVENTS.poll(SOON.toSeconds(), TimeUnit.SECONDS))
                .satisfies(event -> assertThat(event.getDetailType()).isEqualTo("Scheduled Event"));
        assertThatThrownBy(() -> gateway.runSchedule("TypedFunction")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void has_the_tables_and_secrets_of_the_template() {
        try (var dynamoDb = DynamoDbClient.builder()
                .endpointOverride(gateway.dynamoDb())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            assertThat(dynamoDb.listTables().tableNames()).containsExactly("ThingsTable");
        }
        assertThat(gateway.secret("DoorSecret")).hasSize(20);
    }

    @Test
    void refuses_a_value_for_a_secret_that_the_template_lacks() {
        LocalGateway.Builder builder = LocalGateway.builder(TEMPLATE).secret("WindowSecret", "value");

        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The template has no secret WindowSecret");
    }

    private static SQSEvent poll() throws InterruptedException {
        SQSEvent event = BatchHandler.EVENTS.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return Objects.requireNonNull(event);
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String message) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    }

    private HttpResponse<String> post(String path, int bytes) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x".repeat(bytes)))
                .build());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(gateway.url() + path);
    }
}
