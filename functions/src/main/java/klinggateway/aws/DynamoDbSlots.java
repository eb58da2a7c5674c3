package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.Peaks;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Slots in the table {@code Admission}: one item per pool with the set of members, {@code job#0 … n-1}, changed only by plain
 * ADD and DELETE, which DynamoDB serialises and which can be repeated. An emptied set vanishes.
 */
public final class DynamoDbSlots implements Slots {

    private static final String SLOTS = "slots";
    private static final Duration TURN_RETENTION = Duration.ofDays(7);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Table rows;
    private final PoolPauses pauses;
    private final Peaks peaks;
    private final Map<Pool, Integer> limits;
    private final InstantSource clock;

    /** @param peaks is told how many slots are in use whenever that is known for nothing */
    public DynamoDbSlots(
            DynamoDbClient dynamoDb,
            String table,
            Peaks peaks,
            Map<Pool, Integer> limits,
            InstantSource clock,
            RandomGenerator random) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.rows = new Table(dynamoDb, table, random);
        this.pauses = new PoolPauses(dynamoDb, table);
        this.peaks = peaks;
        this.limits = Map.copyOf(limits);
        this.clock = clock;
    }

    @Override
    public boolean take(Job job, boolean fromQueue) {
        Pool pool = job.order().pool();
        Set<String> members = members(job);
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":members", AttributeValue.fromSs(List.copyOf(members)));
        values.put(":first", Item.text(members.iterator().next()));
        values.put(":room", Item.number(limit(pool) - members.size()));
        values.put(":turn", Item.number(job.turn()));
        values.put(":now", Item.number(clock.instant().toEpochMilli()));
        // DynamoDB refuses an expression with parentheses it does not need.
        String roomLeft = "(attribute_not_exists(slots) OR size(slots) <= :room)";
        String mayTake = fromQueue ? roomLeft : "(" + roomLeft + " AND attribute_not_exists(waitingSince))";
        String condition = "(contains(slots, :first) OR " + mayTake
                + ") AND (attribute_not_exists(pausedUntil) OR pausedUntil <= :now)";
        return switch (take(pool, "ADD slots :members SET clock = :turn", withClock(condition), values)) {
            case TAKEN -> true;
            case NO_ROOM -> false;
            case CLOCK_IS_AHEAD -> {
                // A job that takes its slots again, or is late by some milliseconds, must not turn the clock back.
                values.remove(":turn");
                yield take(pool, "ADD slots :members", condition, values) == Taken.TAKEN;
            }
        };
    }

    private enum Taken {
        TAKEN,
        NO_ROOM,
        CLOCK_IS_AHEAD
    }

    private static String withClock(String condition) {
        return condition + " AND (attribute_not_exists(clock) OR clock <= :turn)";
    }

    private Taken take(Pool pool, String expression, String condition, Map<String, AttributeValue> values) {
        try {
            Map<String, AttributeValue> taken = dynamoDb.updateItem(builder -> builder.tableName(table)
                            .key(poolKey(pool))
                            .updateExpression(expression)
                            .conditionExpression(condition)
                            .expressionAttributeValues(values)
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes();
            reached(pool, taken);
            return Taken.TAKEN;
        } catch (ConditionalCheckFailedException e) {
            AttributeValue turn = values.get(":turn");
            boolean isAhead = turn != null
                    && e.hasItem()
                    && Item.of(e.item()).findNumber("clock").orElse(0L) > Long.parseLong(turn.n());
            return isAhead ? Taken.CLOCK_IS_AHEAD : Taken.NO_ROOM;
        }
    }

    private void reached(Pool pool, Map<String, AttributeValue> item) {
        peaks.reached(pool, Item.of(item).texts(SLOTS).size(), clock.instant());
    }

    @Override
    public boolean free(Job job) {
        Pool pool = job.order().pool();
        Map<String, AttributeValue> before = dynamoDb.updateItem(builder -> builder.tableName(table)
                        .key(poolKey(pool))
                        .updateExpression("DELETE slots :members")
                        .expressionAttributeValues(Map.of(":members", AttributeValue.fromSs(List.copyOf(members(job)))))
                        .returnValues(ReturnValue.ALL_OLD))
                .attributes();
        // What was taken in the hour before, or by a process that died over it, was in use until now.
        reached(pool, before);
        return before.containsKey("waitingSince");
    }

    @Override
    public void freeStray(Pool pool, JobId holder) {
        List<String> members = item(pool).texts(SLOTS).stream()
                .filter(member -> member.startsWith(holder.text() + "#"))
                .toList();
        if (!members.isEmpty()) {
            update(pool, "DELETE slots :members", Map.of(":members", AttributeValue.fromSs(members)));
        }
    }

    @Override
    public void waiting(Pool pool, Instant since) {
        update(
                pool,
                "SET waitingSince = if_not_exists(waitingSince, :since)",
                Map.of(":since", Item.number(since.toEpochMilli())));
    }

    @Override
    public void nobodyWaiting(Pool pool) {
        dynamoDb.updateItem(
                builder -> builder.tableName(table).key(poolKey(pool)).updateExpression("REMOVE waitingSince"));
    }

    @Override
    public void pause(Pool pool, Instant until, Pause why) {
        pauses.pause(poolKey(pool), until, why);
    }

    @Override
    public Occupancy occupancy(Pool pool) {
        Item item = item(pool);
        Set<String> members = item.texts(SLOTS);
        Set<JobId> holders = members.stream()
                .map(member -> member.substring(0, member.indexOf('#')))
                .flatMap(text -> JobId.parse(text).stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Occupancy(
                holders, members.size(), limit(pool), PoolPauses.pausedUntil(item), PoolPauses.refusal(item));
    }

    @Override
    public Line line(Pool pool, String keyId) {
        List<Map<String, AttributeValue>> items = rows.getAll(List.of(poolKey(pool), turnKey(keyId, pool)));
        Item poolItem = Item.create();
        Item turnItem = Item.create();
        for (Map<String, AttributeValue> attributes : items) {
            Item item = Item.of(attributes);
            if (item.needText("id").equals(SLOTS)) {
                poolItem = item;
            } else {
                turnItem = item;
            }
        }
        return new Line(
                poolItem.findNumber("clock").orElse(0L),
                turnItem.findNumber("lastTurn").orElse(0L),
                PoolPauses.refusal(poolItem));
    }

    @Override
    public void queued(Job job) {
        dynamoDb.putItem(builder -> builder.tableName(table)
                .item(Item.of(new HashMap<>(turnKey(job.keyId(), job.order().pool())))
                        .put("lastTurn", job.turn())
                        .put("expiresAt", clock.instant().plus(TURN_RETENTION).getEpochSecond())
                        .attributes()));
    }

    private Item item(Pool pool) {
        return rows.get(poolKey(pool)).map(Item::of).orElseGet(Item::create);
    }

    private void update(Pool pool, String expression, Map<String, AttributeValue> values) {
        dynamoDb.updateItem(builder -> builder.tableName(table)
                .key(poolKey(pool))
                .updateExpression(expression)
                .expressionAttributeValues(values));
    }

    @Override
    public int limit(Pool pool) {
        Integer limit = limits.get(pool);
        if (limit == null) {
            throw new IllegalStateException("no limit for the pool " + pool.word());
        }
        return limit;
    }

    private static Set<String> members(Job job) {
        Set<String> members = new TreeSet<>();
        for (int i = 0; i < job.order().slots(); i++) {
            members.add(job.id().text() + "#" + i);
        }
        return members;
    }

    private static Map<String, AttributeValue> poolKey(Pool pool) {
        return Map.of("id", Item.text(SLOTS), "part", Item.text(pool.word()));
    }

    private static Map<String, AttributeValue> turnKey(String keyId, Pool pool) {
        return Map.of("id", Item.text("turn#" + keyId), "part", Item.text(pool.word()));
    }
}
