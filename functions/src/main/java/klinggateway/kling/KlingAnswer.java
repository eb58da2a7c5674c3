package klinggateway.kling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One answer of Kling's, read leniently: numbers may be texts, members may be missing, what is unknown is passed over, and
 * a proxy's HTML page is just an answer without a code (docs/kling.md, Answers).
 *
 * @param body a missing node if it was not JSON
 */
record KlingAnswer(int httpStatus, JsonNode body) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static KlingAnswer read(int httpStatus, byte[] bytes) {
        return new KlingAnswer(httpStatus, json(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** What Kling wrote, as it was written; a missing node if it is no JSON. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException | NumberFormatException notJson) {
            return MissingNode.getInstance();
        }
    }

    boolean isSuccess() {
        return httpStatus == 200
                && Lenient.number(body.path("code"))
                        .filter(code -> code.signum() == 0)
                        .isPresent();
    }

    KlingError error() {
        return new KlingError(
                httpStatus,
                Lenient.number(body.path("code")).map(BigDecimal::intValue),
                Lenient.words(Lenient.text(body.path("message")).orElse("")),
                requestId());
    }

    /** The task under {@code data}, where there is one with an id. */
    Optional<KlingTask> task() {
        return TaskReader.task(body.path("data"), requestId());
    }

    /** The tasks of a list under {@code data}. */
    List<KlingTask> tasks() {
        List<KlingTask> tasks = new ArrayList<>();
        body.path("data").forEach(node -> TaskReader.task(node, requestId()).ifPresent(tasks::add));
        return tasks;
    }

    /** Whether {@code data} is a list, an empty one included. */
    boolean hasList() {
        return body.path("data").isArray();
    }

    /** Whether the task under {@code data} has ended already. */
    boolean hasEnded() {
        return task().filter(
                        task -> task.status() == KlingTask.Status.SUCCEEDED || task.status() == KlingTask.Status.FAILED)
                .isPresent();
    }

    /** The result of a call, which has answered with anything at all. */
    Optional<KlingTask> result() {
        JsonNode data = body.path("data");
        return data.isObject() ? Optional.of(TaskReader.call(data, requestId())) : Optional.empty();
    }

    private Optional<String> requestId() {
        return Lenient.text(body.path("request_id")).map(Lenient::shortened);
    }
}
