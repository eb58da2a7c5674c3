package klinggateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import klinggateway.Events;
import klinggateway.TestContext;
import klinggateway.TestGateway;
import klinggateway.alert.Reading;
import klinggateway.alert.Watch;
import klinggateway.alerts.ScriptedTopic;
import klinggateway.alerts.TestAlerts;
import klinggateway.analytics.TestAnalytics;
import klinggateway.callback.TestCallback;
import klinggateway.compact.TestCompact;
import klinggateway.deliver.TestDeliver;
import klinggateway.generate.TestGenerate;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.keys.Policy;
import klinggateway.keys.Scope;
import klinggateway.keys.TestKeys;
import klinggateway.lifecycle.Correct;
import klinggateway.log.Documented.Described;
import klinggateway.poll.TestPoll;
import klinggateway.reconcile.TestReconcile;
import klinggateway.status.TestStatus;
import klinggateway.sweep.TestSweep;
import klinggateway.webhook.ScriptedCourier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for every line, whatever happens: all functions are given all sorts of things, and some of them secret. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BroadRunTest {

    private static final String ADMIN = "kg_admin_" + TestGateway.ADMIN_SECRET;
    private static final String CALLBACKS = "https://gateway.example.com/callbacks/kling/";
    private static final Set<String> IN_EVERY_LINE = Set.of("time", "level", "event");

    private final TestGateway gateway = new TestGateway(3);
    private final TestContext context = new TestContext();
    private final Set<String> secrets = new HashSet<>();
    private List<String> lines = List.of();
    private final ScriptedCourier courier = new ScriptedCourier();
    private int requests;

    @BeforeAll
    void everything_happens() {
        String key = gateway.newKey("video", Scope.GENERATE, Scope.READ, Scope.USAGE, Scope.RECORD);
        Policy poor = new Policy(
                Optional.of(1L), Optional.empty(), ZoneId.of("UTC"), Optional.empty(), Set.of(), Optional.empty(), 10);
        secrets.addAll(List.of(
                "://",
                "Bearer",
                key.substring("kg_video_".length()),
                TestGateway.ADMIN_SECRET,
                "kling-key",
                "gateway-secret-of-tests",
                "secretPrompt",
                "secretMetadata",
                "secretUrlToken",
                "secretHook",
                "secretOrderName",
                "secretPath",
                "secretQuery",
                "risk control"));
        List<String> jobs = new ArrayList<>();
        for (String hook : List.of(
                "", "fail=risk", "code=1301", "http=503*1", "reset", "reset-after-create", "code=1303*1", "stuck")) {
            jobs.add(order(key, "secretPrompt" + (hook.isEmpty() ? "" : " [[sim:" + hook + "]]")));
        }
        order(gateway.newKey("poorkey", poor, Scope.GENERATE), "secretPrompt");
        order("kg_video_secretsOfSomebodyElse", "secretPrompt");
        order("eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ2aWRlbyJ9.c2VjcmV0U2lnbmF0dXJl", "secretPrompt");
        send(TestGenerate.on(gateway), "POST /api/generate-video", Map.of(), "{\"prompt\": secretPrompt", key);
        send(TestGenerate.on(gateway), "$default", Map.of(), "", key);
        speak(key);
        send(TestStatus.on(gateway), "DELETE /api/jobs/{id}", Map.of("id", jobs.get(jobs.size() - 2)), "", key);
        callbacks();
        keys();
        analytics(key);
        TestDeliver.deliver(gateway, courier);
        courier.silent();
        for (int i = 0; i < 30; i++) {
            gateway.time.pass(Duration.ofMinutes(1));
            poll();
            TestDeliver.deliver(gateway, courier);
            sweepAndCompact();
        }
        jobs.forEach(id -> send(TestStatus.on(gateway), "GET /api/jobs/{id}", Map.of("id", id), "", key));
        order(key, "secretPrompt [[sim:code=1102]]");
        expireAndCorrect(jobs.getLast());
        TestReconcile.on(gateway).handleRequest(new APIGatewayV2HTTPEvent(), context);
        alerts();
        for (int i = 0; i < 8; i++) {
            gateway.time.pass(Duration.ofHours(12));
            TestSweep.on(gateway).handleRequest(new ScheduledEvent(), context);
            TestDeliver.deliver(gateway, courier);
            TestAlerts.on(gateway, TestAlerts.watch(gateway), courier, new ScriptedTopic())
                    .handleRequest(new APIGatewayV2HTTPEvent(), context);
        }
        lookInVain();
        lines = gateway.log.lines();
    }

    /** Nothing that rules ask for can be told. */
    private void lookInVain() {
        Watch blind = (rules, now) -> rules.stream()
                .collect(Collectors.toMap(rule -> rule, rule -> new Reading.Unknown("Kling does not answer")));
        TestAlerts.on(gateway, blind, courier, new ScriptedTopic())
                .handleRequest(new APIGatewayV2HTTPEvent(), new TestContext());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void each_line_is_one_json_object_with_members_that_are_documented() {
        Map<String, Set<String>> documented = Documented.members();

        for (JsonNode line : read()) {
            Set<String> allowed = new HashSet<>(IN_EVERY_LINE);
            allowed.addAll(documented.getOrDefault(line.path("event").asText(), Set.of()));
            if (line.has("_aws")) {
                allowed.addAll(Set.of("_aws", "Service", "Model", "Reason"));
                allowed.addAll(Documented.metrics().keySet());
            }
            assertThat(names(line)).as(line.toString()).isSubsetOf(allowed);
            assertThat(line.path("time").asText()).startsWith("2026-11-").endsWith("Z");
        }
        assertThat(lines).noneMatch(line -> line.contains("\n"));
    }

    @Test
    void each_documented_event_happens() {
        Set<String> events = new HashSet<>();
        read().forEach(line -> events.add(line.path("event").asText()));

        assertThat(events).isEqualTo(Documented.members().keySet());
    }

    @Test
    void metrics_are_in_cloudwatchs_format() {
        assertThat(read())
                .filteredOn(line -> line.has("_aws"))
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(Emf.problems(line)).as(line.toString()).isEmpty());
    }

    @Test
    void metrics_are_those_that_are_documented() {
        Map<String, Described> seen = new HashMap<>();
        read().stream()
                .flatMap(line -> line.path("_aws").path("CloudWatchMetrics").valueStream())
                .forEach(directive -> {
                    JsonNode sets = directive.path("Dimensions");
                    assertThat(directive.path("Namespace").asText()).isEqualTo("KlingGateway");
                    assertThat(sets.path(0).toString()).isEqualTo("[\"Service\"]");
                    assertThat(sets.size()).isLessThanOrEqualTo(2);
                    String own = sets.path(1).path(1).asText();
                    directive
                            .path("Metrics")
                            .forEach(metric -> seen.put(
                                    metric.path("Name").asText(),
                                    new Described(metric.path("Unit").asText(), own)));
                });

        assertThat(seen).isEqualTo(Documented.metrics());
    }

    @Test
    void nothing_secret_and_nothing_that_others_wrote_is_in_any_line() {
        assertThat(secrets).hasSizeGreaterThan(15).noneMatch(String::isBlank);
        assertThat(lines).hasSizeGreaterThan(150);

        for (String secret : secrets) {
            assertThat(lines).noneMatch(line -> line.contains(secret));
            assertThat(context.log).noneMatch(line -> line.contains(secret));
        }
    }

    @Test
    void all_lines_of_an_order_have_its_requests_id() {
        JsonNode accepted = read().stream()
                .filter(line -> line.path("event").asText().equals("accepted"))
                .findFirst()
                .orElseThrow();
        String job = accepted.path("jobId").asText();
        String request = accepted.path("requestId").asText();

        assertThat(lines)
                .filteredOn(line -> line.contains(job))
                // Its caller asks for it later on, by requests of their own.
                .filteredOn(line -> !line.contains("GET /api/jobs/{id}") && !line.contains("POST /callbacks"))
                .hasSizeGreaterThan(8)
                .allMatch(line -> line.contains(request));
    }

    private List<JsonNode> read() {
        return lines.stream().map(Lines::read).toList();
    }

    private static Set<String> names(JsonNode line) {
        Set<String> names = new HashSet<>();
        line.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Orders a video and a picture. The video's job, or the last one if there is none. */
    private String order(String key, String prompt) {
        String webhook = prompt.contains("=risk") || prompt.contains("=1301")
                ? ",\"webhookUrl\":\"https://secretHook.example.com/?token=secretUrlToken\""
                : "";
        send(
                TestGenerate.on(gateway),
                "POST /api/generate-video",
                Map.of(),
                "{\"prompt\":\"" + prompt + "\",\"metadata\":{\"note\":\"secretMetadata\"}" + webhook + "}",
                key);
        String job = lastJob();
        send(
                TestGenerate.on(gateway),
                "POST /api/generate-image",
                Map.of(),
                "{\"prompt\":\"secretPrompt\",\"image\":\"https://files.example.com/a.png?token=secretUrlToken\"}",
                key);
        return job;
    }

    private String lastJob() {
        return gateway.log.lines().reversed().stream()
                .map(Lines::read)
                .filter(line -> line.path("event").asText().equals("accepted"))
                .map(line -> line.path("jobId").asText())
                .findFirst()
                .orElseThrow();
    }

    private void speak(String key) {
        send(
                TestGenerate.on(gateway),
                "POST /api/generate-video",
                Map.of(),
                "{\"kind\":\"speech\",\"text\":\"secretPrompt\"}",
                key);
        send(TestGenerate.on(gateway), "GET /api/voices/presets", Map.of(), "", key);
    }

    private void callbacks() {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestCallback.on(gateway, "");
        List<String> urls = gateway.emulator.tasks().stream()
                .map(task -> task.request().path("callback_url").asText())
                .filter(url -> url.startsWith(CALLBACKS))
                .toList();
        assertThat(urls).isNotEmpty();
        for (String url : urls) {
            String token = url.substring(CALLBACKS.length());
            secrets.add(token.substring(token.indexOf('.') + 1));
            for (String path : List.of(token, token + "x")) {
                send(
                        handler,
                        "POST /callbacks/kling/{token}",
                        Map.of("token", path),
                        "{\"task_status\":\"failed\"}",
                        "");
            }
        }
    }

    private void keys() {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestKeys.on(gateway);
        JsonNode made = Lines.read(
                send(handler, "POST /api/keys", Map.of(), "{\"name\":\"secretMetadata\",\"scopes\":[\"read\"]}", ADMIN)
                        .getBody());
        for (String name : List.of("key", "secretKey")) {
            String text = made.findPath(name).asText();
            secrets.add(text.substring(text.lastIndexOf('_') + 1));
        }
        send(handler, "GET /api/keys", Map.of(), "", ADMIN);
    }

    /** Of a budget that is used up, and of a receiver that never answers. */
    private void alerts() {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestAlerts.on(gateway);
        gateway.newKey(
                "emptykey",
                new Policy(
                        Optional.of(0L),
                        Optional.empty(),
                        ZoneId.of("UTC"),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        10),
                Scope.GENERATE);
        JsonNode rule = Lines.read(send(
                        handler,
                        "POST /api/alerts",
                        Map.of(),
                        "{\"name\":\"secretMetadata\",\"condition\":{\"kind\":\"budgetSpent\",\"percent\":[90]},"
                                + "\"webhookUrl\":\"https://secretHook.example.com/?token=secretUrlToken\"}",
                        ADMIN)
                .getBody());
        secrets.add(rule.path("webhookSecret").asText());
    }

    private void analytics(String key) {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler = TestAnalytics.on(gateway);
        send(handler, "GET /api/usage-analytics", Map.of(), "", key);
        send(handler, "GET /api/system-status", Map.of(), "", key);
        send(handler, "GET /api/recommendations", Map.of(), "", ADMIN);
        send(handler, "GET /api/account/packs", Map.of(), "", ADMIN);
        send(
                handler,
                "POST /api/usage-analytics",
                Map.of(),
                "{\"eventId\":\"secretOrderName\",\"kind\":\"text2video\",\"model\":\"kling-v2-6\",\"cost\":1}",
                key);
    }

    private void poll() {
        TestPoll.on(gateway.jobs, gateway.sync, gateway.start, gateway.queue, gateway.log, gateway.time)
                .handleRequest(Events.batch(gateway.queue.receive()), context);
    }

    private void sweepAndCompact() {
        TestSweep.on(gateway).handleRequest(new ScheduledEvent(), context);
        TestCompact.on(gateway.usage, gateway.rollups, gateway.reopenings, gateway.log, gateway.time)
                .handleRequest(new ScheduledEvent(), context);
    }

    private void expireAndCorrect(String id) {
        Job expired = gateway.job(JobId.parse(id).orElseThrow());
        gateway.time.pass(Duration.ofHours(25));
        expired = gateway.sync.ask(expired, gateway.deadline());
        new Correct(gateway.ledger).correct(expired, new Charge(0, 0, true));
    }

    private APIGatewayV2HTTPResponse send(
            RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler,
            String route,
            Map<String, String> path,
            String body,
            String key) {
        APIGatewayV2HTTPEvent event = Events.httpWithKey("generate", key);
        event.setRouteKey(route);
        event.setRawPath("/secretPath");
        event.setRawQueryString("token=secretQuery");
        event.setPathParameters(path);
        event.setBody(body);
        event.getHeaders().put("idempotency-key", "secretOrderName" + requests);
        event.getRequestContext().setRequestId("request-" + ++requests + "-of-the-run");
        return handler.handleRequest(event, context);
    }
}
