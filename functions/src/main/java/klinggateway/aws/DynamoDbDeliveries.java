package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.job.Deliveries;
import klinggateway.job.Delivery;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Deliveries in the table {@code Jobs}. An own write whose answer got lost counts as somebody else's: the sweep then has the
 * delivery tried again, a little later.
 */
public final class DynamoDbDeliveries implements Deliveries {

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Table rows;
    private final Duration retention;

    /** @param retention of jobs */
    public DynamoDbDeliveries(DynamoDbClient dynamoDb, String table, Duration retention, RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.rows = new Table(dynamoDb, table, random);
        this.retention = retention;
    }

    @Override
    public void add(Delivery delivery) {
        put(delivery, "attribute_not_exists(id)", Map.of());
    }

    @Override
    public Optional<Delivery> find(JobId job, JobState event) {
        return rows.get(DeliveryRow.key(job, event)).map(DeliveryRow::read);
    }

    @Override
    public List<Delivery> ofJob(Job job) {
        return rows
                .getAll(job.told().stream()
                        .map(event -> DeliveryRow.key(job.id(), event))
                        .toList())
                .stream()
                .map(DeliveryRow::read)
                .sorted(Comparator.comparing(Delivery::createdAt).thenComparing(Delivery::event))
                .toList();
    }

    @Override
    public boolean replace(Delivery read, Delivery next) {
        return put(next, ConditionalPut.SAME_VERSION, Map.of(":version", Item.number(read.version())));
    }

    @Override
    public List<Delivery.Name> due(Instant now, int limit) {
        return dynamoDb
                .query(query -> query.tableName(table)
                        .indexName("open")
                        .keyConditionExpression("openState = :state AND openOrder <= :upTo")
                        .expressionAttributeValues(
                                Map.of(":state", Item.text(DeliveryRow.OPEN), ":upTo", Item.number(now.toEpochMilli())))
                        .limit(limit))
                .items()
                .stream()
                .map(item -> DeliveryRow.name(Item.of(item)))
                .toList();
    }

    private boolean put(Delivery delivery, String condition, Map<String, AttributeValue> values) {
        try {
            dynamoDb.putItem(builder -> builder.tableName(table)
                    .item(DeliveryRow.of(delivery, retention).attributes())
                    .conditionExpression(condition)
                    .expressionAttributeValues(values.isEmpty() ? null : values));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
