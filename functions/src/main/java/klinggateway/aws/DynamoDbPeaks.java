package klinggateway.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import klinggateway.job.Peaks;
import klinggateway.job.Pool;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Peaks in the table {@code Admission}: one item per day and pool, with an attribute for each hour, {@code h00} to {@code h23}.
 * What this process knows to be written already is not written again.
 */
public final class DynamoDbPeaks implements Peaks {

    private static final String PREFIX = "peaks#";
    private static final Duration KEPT = Duration.ofDays(400);
    private static final int HOURS = 24;

    /** Somebody may wait for a job that has just got its slot. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Table rows;
    private final Consumer<RuntimeException> report;
    private final Map<Pool, Known> known = new ConcurrentHashMap<>();

    /** The peak of the last hour of which this process knows one. */
    private record Known(Instant hour, int used) {

        boolean covers(Known other) {
            return hour.equals(other.hour) && used >= other.used;
        }

        Known or(Known other) {
            return other.hour.isAfter(hour) || other.covers(this) ? other : this;
        }
    }

    /** @param report is told why a peak was not written, which must not keep a job from getting on */
    public DynamoDbPeaks(
            DynamoDbClient dynamoDb, String table, RandomGenerator random, Consumer<RuntimeException> report) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.rows = new Table(dynamoDb, table, random);
        this.report = report;
    }

    @Override
    public void reached(Pool pool, int used, Instant at) {
        Known reached = new Known(at.truncatedTo(ChronoUnit.HOURS), used);
        Known before = known.get(pool);
        if (before != null && before.covers(reached)) {
            return;
        }
        try {
            known.merge(pool, write(pool, reached), Known::or);
        } catch (RuntimeException e) {
            report.accept(e);
        }
    }

    /** What is written afterwards: this, or more. */
    private Known write(Pool pool, Known reached) {
        LocalDate day = day(reached.hour());
        String name = name(reached.hour());
        try {
            dynamoDb.updateItem(builder -> builder.tableName(table)
                    .key(key(day, pool))
                    .updateExpression("SET " + name + " = :used, expiresAt = :end")
                    .conditionExpression("attribute_not_exists(" + name + ") OR " + name + " < :used")
                    .expressionAttributeValues(Map.of(
                            ":used", Item.number(reached.used()),
                            ":end", Item.number(start(day).plus(KEPT).getEpochSecond())))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .overrideConfiguration(configuration -> configuration.apiCallTimeout(PATIENCE)));
            return reached;
        } catch (ConditionalCheckFailedException asManyAlready) {
            return new Known(reached.hour(), (int) Item.of(asManyAlready.item()).needNumber(name));
        }
    }

    @Override
    public Map<Pool, NavigableMap<Instant, Integer>> of(Set<Pool> pools, Instant from, Instant to) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (LocalDate day = day(from); start(day).isBefore(to); day = day.plusDays(1)) {
            for (Pool pool : pools) {
                keys.add(key(day, pool));
            }
        }
        Map<Pool, NavigableMap<Instant, Integer>> peaks = new EnumMap<>(Pool.class);
        pools.forEach(pool -> peaks.put(pool, new TreeMap<>()));
        for (Map<String, AttributeValue> attributes : rows.getAll(keys)) {
            Item item = Item.of(attributes);
            NavigableMap<Instant, Integer> ofPool =
                    peaks.getOrDefault(Pool.ofWord(item.needText("part")), new TreeMap<>());
            Instant midnight = start(LocalDate.parse(item.needText("id").substring(PREFIX.length())));
            for (int hour = 0; hour < HOURS; hour++) {
                Instant start = midnight.plus(Duration.ofHours(hour));
                if (!start.isBefore(from) && start.isBefore(to)) {
                    item.findNumber(name(start)).ifPresent(used -> ofPool.put(start, used.intValue()));
                }
            }
        }
        return peaks;
    }

    private static Map<String, AttributeValue> key(LocalDate day, Pool pool) {
        return Map.of("id", Item.text(PREFIX + day), "part", Item.text(pool.word()));
    }

    private static String name(Instant hour) {
        return String.format(Locale.ROOT, "h%02d", hour.atOffset(ZoneOffset.UTC).getHour());
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
