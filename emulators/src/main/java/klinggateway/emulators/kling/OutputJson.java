package klinggateway.emulators.kling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import klinggateway.emulators.kling.Order.Output;
import klinggateway.emulators.kling.Order.Reply;
import klinggateway.emulators.kling.Order.Result;

/** Writes what a task makes under the name of its kind, and reads it back; not a shape of Kling's. */
final class OutputJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();
    private static final List<? extends Class<? extends Output>> KINDS = Stream.of(Result.class, Reply.class)
            .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
            .map(kind -> kind.asSubclass(Output.class))
            .toList();

    private OutputJson() {}

    static ObjectNode write(Output output) {
        ObjectNode json = Json.object();
        json.set(output.getClass().getSimpleName(), MAPPER.valueToTree(output));
        return json;
    }

    static Output read(JsonNode json) {
        Class<? extends Output> kind = KINDS.stream()
                .filter(candidate -> json.has(candidate.getSimpleName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no output of a known kind in " + json));
        try {
            return MAPPER.treeToValue(json.path(kind.getSimpleName()), kind);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not readable as " + kind.getSimpleName() + ": " + json, e);
        }
    }
}
