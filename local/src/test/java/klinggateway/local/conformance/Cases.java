package klinggateway.local.conformance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import klinggateway.local.conformance.Case.Difference;
import klinggateway.local.conformance.Case.Step;

/**
 * Reads the folder of cases. Beside these it has {@code shapes.json}, answers by name, and {@code journeys.json}, steps by name in which
 * {@code @{path}} stands for what a case says {@code with} its {@code journey}.
 */
final class Cases {

    private static final Path FOLDER = Path.of("src", "test", "resources", "klinggateway", "local", "conformance");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> MEMBERS =
            Set.of("name", "section", "mark", "account", "only", "journey", "with", "steps", "differs");
    private static final Set<String> STEP_MEMBERS = Set.of(
            "send", "hear", "account", "as", "headers", "body", "text", "until", "while", "ok", "refused", "file",
            "plain", "differs");

    private final JsonNode journeys = read("journeys.json");
    private final Map<String, JsonNode> shapes = new HashMap<>();

    Cases() {
        read("shapes.json").forEachEntry(shapes::put);
    }

    Map<String, JsonNode> shapes() {
        return Map.copyOf(shapes);
    }

    /** All of them, by topic. */
    List<Case> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json")
                            && !Set.of("shapes.json", "journeys.json").contains(name))
                    .sorted()
                    .flatMap(this::topic)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<Case> topic(String file) {
        JsonNode topic = read(file);
        String name = file.substring(0, file.length() - ".json".length());
        return topic.path("cases")
                .valueStream()
                .map(json -> oneCase(name, topic.path("section").asText(), json));
    }

    private Case oneCase(String topic, String section, JsonNode json) {
        String name = json.path("name").asText();
        known(topic + ": " + name, json, MEMBERS);
        List<JsonNode> steps = steps(json, json.path("with"));
        Map<String, Difference> differences = new LinkedHashMap<>();
        json.path("differs").forEachEntry((server, other) -> differences.put(server, difference(json, other)));
        steps.stream()
                .flatMap(step -> step.path("differs").propertyStream())
                .map(Map.Entry::getKey)
                .distinct()
                .forEach(server -> differences.put(server, difference(steps, server)));
        return new Case(
                topic,
                name,
                json.path("section").asText(section),
                json.path("mark").asText(),
                json.path("account").asText("plenty"),
                Optional.of(json.path("only").asText()).filter(only -> !only.isEmpty()),
                steps.stream().map(Step::new).toList(),
                differences);
    }

    /** Other steps, or the same with other words. */
    private Difference difference(JsonNode json, JsonNode other) {
        List<JsonNode> steps = other.has("steps")
                ? other.path("steps").valueStream().toList()
                : steps(json, merged(json.path("with"), other.path("with")));
        return new Difference(
                other.path("why").asText(), steps.stream().map(Step::new).toList());
    }

    /** The same steps, of which some have another outcome. */
    private static Difference difference(List<JsonNode> steps, String server) {
        List<String> reasons = new ArrayList<>();
        List<Step> there = new ArrayList<>();
        for (JsonNode step : steps) {
            ObjectNode copy = step.deepCopy();
            if (step.path("differs").path(server) instanceof ObjectNode other) {
                reasons.add(other.path("why").asText());
                copy.remove(List.of("ok", "refused", "file", "plain", "until", "while"));
                other.propertyStream()
                        .filter(member -> !member.getKey().equals("why"))
                        .forEach(member -> copy.set(member.getKey(), member.getValue()));
            }
            there.add(new Step(copy));
        }
        return new Difference(String.join(" ", reasons.stream().distinct().toList()), there);
    }

    private List<JsonNode> steps(JsonNode json, JsonNode with) {
        if (!json.has("journey")) {
            return json.path("steps").valueStream().peek(Cases::known).toList();
        }
        JsonNode journey = journeys.path(json.path("journey").asText());
        Variables words = Variables.ofJourney();
        merged(journey.path("defaults"), with).forEachEntry(words::put);
        return Stream.concat(
                        journey.path("steps").valueStream().map(words::fill),
                        json.path("steps").valueStream())
                .peek(Cases::known)
                .toList();
    }

    private static void known(JsonNode step) {
        known(step.path("send").asText(), step, STEP_MEMBERS);
    }

    private static void known(String where, JsonNode json, Set<String> members) {
        json.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                throw new IllegalArgumentException(where + " has the unknown member " + name);
            }
        });
    }

    private static ObjectNode merged(JsonNode one, JsonNode other) {
        ObjectNode merged = JSON.createObjectNode();
        one.forEachEntry(merged::set);
        other.forEachEntry(merged::set);
        return merged;
    }

    private static JsonNode read(String file) {
        try {
            return JSON.readTree(FOLDER.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
