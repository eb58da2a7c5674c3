package klinggateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobResult;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The parts of a job's item collection beside its row: the request, the body in pieces an item can hold, and the result. */
final class JobParts {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();
    private static final int PART_BYTES = 350 << 10;
    private static final Duration BODY_RETENTION = Duration.ofDays(3);
    private static final String RESULT = "result";
    private static final String BODY = "body";

    private final Table table;
    private final Duration retention;
    private final InstantSource clock;

    JobParts(Table table, Duration retention, InstantSource clock) {
        this.table = table;
        this.retention = retention;
        this.clock = clock;
    }

    void putRequest(Job job, JobRequest request) {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        int parts = Math.max(1, Math.ceilDiv(body.length, PART_BYTES));
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        items.add(Item.of(new HashMap<>(requestKey(job)))
                .put("bodyParts", parts)
                .put("promptHead", request.promptHead())
                .put("sha256", request.sha256())
                .putText("baseUrl", request.baseUrl())
                .put("extras", json(request.extras()))
                .put("expiresAt", job.createdAt().plus(retention).getEpochSecond())
                .attributes());
        for (int i = 0; i < parts; i++) {
            byte[] part = Arrays.copyOfRange(body, i * PART_BYTES, Math.min((i + 1) * PART_BYTES, body.length));
            items.add(Item.of(new HashMap<>(bodyKey(job, i)))
                    .put(BODY, part)
                    .put("expiresAt", clock.instant().plus(BODY_RETENTION).getEpochSecond())
                    .attributes());
        }
        table.putAll(items);
    }

    Optional<JobRequest> request(Job job) {
        // One body part is the usual case, so it is read along.
        Map<Map<String, AttributeValue>, Item> read = parts(List.of(requestKey(job), bodyKey(job, 0)));
        Item request = read.get(requestKey(job));
        if (request == null) {
            return Optional.empty();
        }
        int count = (int) request.needNumber("bodyParts");
        List<Map<String, AttributeValue>> others = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            others.add(bodyKey(job, i));
        }
        read.putAll(parts(others));
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Item part = read.get(bodyKey(job, i));
            if (part == null) {
                return Optional.empty();
            }
            bytes.add(part.needBytes(BODY));
        }
        return Optional.of(request(request, new String(joined(bytes), StandardCharsets.UTF_8)));
    }

    Optional<JobRequest> requestWithoutBody(Job job) {
        return table.get(requestKey(job)).map(attributes -> request(Item.of(attributes), ""));
    }

    private static JobRequest request(Item item, String body) {
        return new JobRequest(
                body,
                item.text("promptHead", ""),
                item.needText("sha256"),
                item.findText("baseUrl"),
                extras(item.needText("extras")));
    }

    void putResult(JobId id, JobResult result) {
        table.put(Item.of(new HashMap<>(resultKey(id)))
                .put(RESULT, json(result))
                .put("expiresAt", clock.instant().plus(retention).getEpochSecond()));
    }

    Optional<JobResult> result(JobId id) {
        return table.get(resultKey(id)).map(attributes -> {
            try {
                return JSON.readValue(Item.of(attributes).needText(RESULT), JobResult.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the stored result of " + id + " cannot be read", e);
            }
        });
    }

    private Map<Map<String, AttributeValue>, Item> parts(List<Map<String, AttributeValue>> keys) {
        Map<Map<String, AttributeValue>, Item> read = new HashMap<>();
        for (Map<String, AttributeValue> attributes : table.getAll(keys)) {
            Item item = Item.of(attributes);
            read.put(key(item.needText("id"), item.needText("part")), item);
        }
        return read;
    }

    /** The nonce is part of the key: until it is accepted, the job's id may yet turn out to be another job's. */
    private static Map<String, AttributeValue> requestKey(Job job) {
        return key(job.id().text(), "request#" + job.nonce());
    }

    private static Map<String, AttributeValue> bodyKey(Job job, int index) {
        return key(job.id().text() + "#" + job.nonce() + "#" + index, BODY);
    }

    private static Map<String, AttributeValue> resultKey(JobId id) {
        return key(id.text(), RESULT);
    }

    private static Map<String, AttributeValue> key(String id, String part) {
        return Map.of("id", Item.text(id), "part", Item.text(part));
    }

    private static byte[] joined(List<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain records can be written as JSON", e);
        }
    }

    private static JobRequest.Extras extras(String json) {
        try {
            return JSON.readValue(json, JobRequest.Extras.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a stored request has beside the generation cannot be read", e);
        }
    }
}
