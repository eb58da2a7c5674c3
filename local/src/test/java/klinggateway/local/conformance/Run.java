package klinggateway.local.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import klinggateway.local.conformance.Case.Step;
import klinggateway.local.conformance.Server.Account;

/** One case at one server. */
final class Run {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TO_THE_END = Duration.ofSeconds(25);
    private static final Duration BETWEEN = Duration.ofMillis(120);
    private static final int SHOWN = 1_500;

    /** Of the texts that cases may name, in characters: {@code ${text2500}}. */
    private static final List<Integer> LENGTHS =
            List.of(20, 21, 100, 101, 120, 121, 200, 201, 512, 513, 1000, 1001, 2500, 2501, 3072, 3073);

    private final HttpClient http;
    private final Receiver receiver;
    private final Server server;
    private final Case scenario;
    private final String id = "c-" + UUID.randomUUID();
    private final Variables variables = Variables.ofCase();
    private final Expectation expectation;

    Run(HttpClient http, Receiver receiver, Server server, Case scenario, Map<String, JsonNode> shapes) {
        this.http = http;
        this.receiver = receiver;
        this.server = server;
        this.scenario = scenario;
        this.expectation = new Expectation(shapes, variables);
        Instant now = Instant.now();
        variables.put("id", id);
        variables.put("callback", receiver.url(id));
        variables.put("now", Long.toString(now.toEpochMilli()));
        variables.put("yearAgo", Long.toString(now.minus(Duration.ofDays(365)).toEpochMilli()));
        variables.put("hourAgo", Long.toString(now.minus(Duration.ofHours(1)).toEpochMilli()));
        variables.put("tomorrow", Long.toString(now.plus(Duration.ofDays(1)).toEpochMilli()));
        Pictures.all().forEach(variables::put);
        LENGTHS.forEach(length -> variables.put("text" + length, "é".repeat(length)));
    }

    /** @throws AssertionError with the request, the answer, and all that is wrong with it */
    void run() {
        for (Step step : scenario.at(server.name())) {
            if (step.json().has("until")) {
                repeat(step);
            } else if (step.json().has("hear")) {
                hear(step);
            } else {
                Reply reply = send(step);
                check(step, reply, problems(step, reply));
            }
        }
    }

    /** An answer; {@code json} is missing where the body is none. */
    private record Reply(int status, String type, String body, JsonNode json) {

        @Override
        public String toString() {
            return status + " " + type + " " + shortened(body);
        }
    }

    /** Until the last of the words stands there; before that, each answer has one of the others, and none goes back. */
    private void repeat(Step step) {
        JsonNode until = step.json().path("until");
        List<String> words =
                until.path("through").valueStream().map(JsonNode::asText).toList();
        int[] reached = {0};
        Reply last = await(scenario.title())
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN)
                .atMost(TO_THE_END)
                .until(
                        () -> {
                            Reply reply = send(step);
                            String word =
                                    reply.json().at(until.path("at").asText()).asText();
                            int now = words.indexOf(word);
                            if (now < reached[0]) {
                                check(
                                        step,
                                        reply,
                                        List.of("'" + word + "' came after '" + words.get(reached[0]) + "'"));
                            }
                            if (now < words.size() - 1 && step.json().has("while")) {
                                check(step, reply, ok(step.json().path("while"), reply));
                            }
                            reached[0] = now;
                            return reply;
                        },
                        reply -> reached[0] == words.size() - 1);
        check(step, last, problems(step, last));
    }

    /** A message for each of the words, in whatever order they came. */
    private void hear(Step step) {
        JsonNode hear = step.json().path("hear");
        List<String> words =
                hear.path("through").valueStream().map(JsonNode::asText).toList();
        await(scenario.title())
                .pollInterval(BETWEEN)
                .atMost(TO_THE_END)
                .untilAsserted(() -> assertThat(receiver.at(id))
                        .extracting(
                                message -> message.at(hear.path("at").asText()).asText())
                        .containsAll(words));
        for (JsonNode message : receiver.at(id)) {
            boolean last = message.at(hear.path("at").asText()).asText().equals(words.getLast());
            assertThat(expectation.problems(step.json().path(last ? "ok" : "while"), message))
                    .as(scenario.title() + " " + message)
                    .isEmpty();
        }
    }

    private List<String> problems(Step step, Reply reply) {
        if (step.json().has("file")) {
            boolean fine = reply.status() == 200
                    && reply.type().startsWith(step.json().path("file").asText())
                    && !reply.body().isEmpty();
            return fine ? List.of() : List.of("no file");
        }
        if (step.json().has("plain")) {
            return reply.status() == step.json().path("plain").asInt() ? List.of() : List.of("another status");
        }
        JsonNode refused = step.json().path("refused");
        return refused.isMissingNode() ? ok(step.json().path("ok"), reply) : refused(refused, reply);
    }

    private List<String> ok(JsonNode data, Reply reply) {
        ObjectNode expected =
                JSON.createObjectNode().put("code", 0).put("message", "SUCCEED").put("request_id", "$uuidish");
        expected.set("data", data);
        return problems(200, expected, reply);
    }

    /** @param refused HTTP status, code and, if it is known, message */
    private List<String> refused(JsonNode refused, Reply reply) {
        ObjectNode expected = JSON.createObjectNode();
        expected.set("code", refused.path(1));
        expected.set("message", refused.has(2) ? refused.path(2) : TextNode.valueOf("$text"));
        expected.put("request_id", "$uuidish");
        return problems(refused.path(0).asInt(), expected, reply);
    }

    private List<String> problems(int status, JsonNode expected, Reply reply) {
        if (reply.status() != status) {
            return List.of("expected HTTP " + status);
        }
        if (!reply.type().startsWith("application/json")) {
            return List.of("expected JSON");
        }
        return expectation.problems(expected, reply.json());
    }

    private void check(Step step, Reply reply, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new AssertionError(scenario.title() + "\n  " + String.join("\n  ", problems) + "\n"
                    + variables.text(step.request()) + " "
                    + shortened(variables.fill(step.json().path("body")).toString()) + "\n"
                    + reply);
        }
    }

    private Reply send(Step step) {
        JsonNode json = step.json();
        Account account = server.account(json.path("account").asText(scenario.account()));
        String[] request = variables.text(step.request()).split(" ", 2);
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(request[1].startsWith("http") ? request[1] : account.host() + request[1]))
                .method(request[0], body(json))
                .timeout(TO_THE_END);
        Credential.header(json.path("as").asText(), account, Instant.now())
                .ifPresent(header -> builder.header("Authorization", header));
        if (json.has("headers")) {
            json.path("headers").forEachEntry((name, value) -> builder.header(name, value.asText()));
        } else {
            builder.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response = http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Reply(response.statusCode(), type, response.body(), parsed(response.body()));
        } catch (IOException e) {
            throw new AssertionError(step.request() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(step.request() + " was interrupted", e);
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    private HttpRequest.BodyPublisher body(JsonNode step) {
        if (step.has("text")) {
            return HttpRequest.BodyPublishers.ofString(step.path("text").asText());
        }
        return step.has("body")
                ? HttpRequest.BodyPublishers.ofString(
                        variables.fill(step.path("body")).toString())
                : HttpRequest.BodyPublishers.noBody();
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
