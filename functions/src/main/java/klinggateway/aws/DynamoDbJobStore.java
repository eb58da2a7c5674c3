package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Jobs in the table {@code Jobs}. */
public final class DynamoDbJobStore implements JobStore {

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Table rows;
    private final JobParts parts;
    private final ConditionalPut conditionalPut;
    private final Backoff backoff;

    public DynamoDbJobStore(
            DynamoDbClient dynamoDb, String table, Duration retention, InstantSource clock, RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.rows = new Table(dynamoDb, table, random);
        this.parts = new JobParts(rows, retention, clock);
        this.conditionalPut = new ConditionalPut(table, retention, random);
        this.backoff = new Backoff(random, Backoff::sleep);
    }

    @Override
    public Optional<Job> find(JobId id) {
        return rows.get(JobRow.key(id)).map(JobRow::read);
    }

    @Override
    public List<Job> findAll(Collection<JobId> ids) {
        return rows.getAll(ids.stream().distinct().map(JobRow::key).toList()).stream()
                .map(JobRow::read)
                .toList();
    }

    @Override
    public Advance advance(Job read, Job next) {
        ConditionalPut.Write write = conditionalPut.replace(read, next);
        for (int failed = 0; ; failed++) {
            try {
                return put(write);
            } catch (TransactionConflictException e) {
                // A transaction is at work on the row; the SDK does not try this again by itself.
                if (failed == Backoff.TRIES) {
                    throw e;
                }
                backoff.await(failed);
            }
        }
    }

    private Advance put(ConditionalPut.Write write) {
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
        parts.putRequest(job, request);
    }

    @Override
    public Optional<JobRequest> request(Job job) {
        return parts.request(job);
    }

    @Override
    public Optional<JobRequest> requestWithoutBody(Job job) {
        return parts.requestWithoutBody(job);
    }

    @Override
    public void putResult(JobId id, JobResult result) {
        parts.putResult(id, result);
    }

    @Override
    public Optional<JobResult> result(JobId id) {
        return parts.result(id);
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
}
