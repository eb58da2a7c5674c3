package klinggateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobRequest;
import klinggateway.job.JobResult;
import klinggateway.job.JobStore;
import klinggateway.job.Pool;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Jobs in the table {@code Jobs}: a job's own part, its request and result, and the parts of its body. */
public final class DynamoDbJobStore implements JobStore {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};
    private static final int PART_BYTES = 350 << 10;
    private static final Duration BODY_RETENTION = Duration.ofDays(3);
    private static final String RESULT = "result";
    private static final String BODY = "body";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Duration retention;
    private final InstantSource clock;
    private final Batches batches;
    private final ConditionalPut conditionalPut;

    public DynamoDbJobStore(
            DynamoDbClient dynamoDb, String table, Duration retention, InstantSource clock, RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.retention = retention;
        this.clock = clock;
        this.batches = new Batches(dynamoDb, new Backoff(random, Backoff::sleep));
        this.conditionalPut = new ConditionalPut(table, retention, random);
    }

    @Override
    public Optional<Job> find(JobId id) {
        return get(JobRow.key(id)).map(JobRow::read);
    }

    @Override
    public List<Job> findAll(Collection<JobId> ids) {
        return batches.get(table, ids.stream().distinct().map(JobRow::key).toList()).stream()
                .map(JobRow::read)
                .toList();
    }

    @Override
    public Advance advance(Job read, Job next) {
        ConditionalPut.Write write = conditionalPut.replace(read, next);
        try {
            dynamoDb.putItem(builder -> builder.tableName(table)
                    .item(write.put().item())
                    .conditionExpression(write.put().conditionExpression())
                    .expressionAttributeValues(write.put().expressionAttributeValues())
                    .returnValuesOnConditionCheckFailure(write.put().returnValuesOnConditionCheckFailure()));
            return new Advance.Won(write.next());
        } catch (ConditionalCheckFailedException e) {
            return write.afterFailedCondition(e.hasItem() ? e.item() : Map.of());
        }
    }

    @Override
    public void putRequest(Job job, JobRequest request) {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        int parts = Math.max(1, Math.ceilDiv(body.length, PART_BYTES));
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        items.add(Item.of(new HashMap<>(requestKey(job)))
                .put("bodyParts", parts)
                .put("promptHead", request.promptHead())
                .put("sha256", request.sha256())
                .putText("baseUrl", request.baseUrl())
                .put("metadata", json(request.metadata()))
                .put("expiresAt", job.createdAt().plus(retention).getEpochSecond())
                .attributes());
        for (int i = 0; i < parts; i++) {
            byte[] part = Arrays.copyOfRange(body, i * PART_BYTES, Math.min((i + 1) * PART_BYTES, body.length));
            items.add(Item.of(new HashMap<>(bodyKey(job, i)))
                    .put(BODY, part)
                    .put("expiresAt", clock.instant().plus(BODY_RETENTION).getEpochSecond())
                    .attributes());
        }
        batches.put(table, items);
    }

    @Override
    public Optional<JobRequest> request(Job job) {
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
        return Optional.of(new JobRequest(
                new String(joined(bytes), StandardCharsets.UTF_8),
                request.text("promptHead", ""),
                request.needText("sha256"),
                request.findText("baseUrl"),
                metadata(request.needText("metadata"))));
    }

    @Override
    public void putResult(JobId id, JobResult result) {
        dynamoDb.putItem(builder -> builder.tableName(table)
                .item(Item.of(new HashMap<>(resultKey(id)))
                        .put(RESULT, json(result))
                        .put("expiresAt", clock.instant().plus(retention).getEpochSecond())
                        .attributes()));
    }

    @Override
    public Optional<JobResult> result(JobId id) {
        return get(resultKey(id)).map(attributes -> {
            try {
                return JSON.readValue(Item.of(attributes).needText(RESULT), JobResult.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the stored result of " + id + " cannot be read", e);
            }
        });
    }

    @Override
    public List<JobId> ofKey(String keyId, Optional<Cursor> before, int limit) {
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(table)
                .indexName("byKey")
                .keyConditionExpression("keyId = :keyId")
                .expressionAttributeValues(Map.of(":keyId", Item.text(keyId)))
                .scanIndexForward(false)
                .limit(limit);
        before.ifPresent(cursor -> {
            Map<String, AttributeValue> start = new HashMap<>(JobRow.key(cursor.id()));
            start.put("keyId", Item.text(keyId));
            start.put("createdAt", Item.number(cursor.createdAt().toEpochMilli()));
            query.exclusiveStartKey(start);
        });
        return ids(query.build());
    }

    @Override
    public List<JobId> queued(Pool pool, int limit) {
        return ids(open(JobRow.queued(pool), Long.MAX_VALUE, limit));
    }

    @Override
    public List<JobId> overdue(Instant now, int limit) {
        return ids(open(JobRow.STARTED, now.toEpochMilli(), limit));
    }

    @Override
    public List<JobId> late(Instant now, int limit) {
        return ids(open(JobRow.LATE, now.toEpochMilli(), limit));
    }

    private QueryRequest open(String state, long upTo, int limit) {
        return QueryRequest.builder()
                .tableName(table)
                .indexName("open")
                .keyConditionExpression("openState = :state AND openOrder <= :upTo")
                .expressionAttributeValues(Map.of(":state", Item.text(state), ":upTo", Item.number(upTo)))
                .limit(limit)
                .build();
    }

    private List<JobId> ids(QueryRequest query) {
        return dynamoDb.query(query).items().stream()
                .map(item -> JobRow.id(Item.of(item)))
                .toList();
    }

    private Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = dynamoDb.getItem(
                        builder -> builder.tableName(table).key(key).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    private Map<Map<String, AttributeValue>, Item> parts(List<Map<String, AttributeValue>> keys) {
        Map<Map<String, AttributeValue>, Item> read = new HashMap<>();
        for (Map<String, AttributeValue> attributes : batches.get(table, keys)) {
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

    private static Map<String, String> metadata(String json) {
        try {
            return JSON.readValue(json, METADATA);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored metadata cannot be read", e);
        }
    }
}
