package klinggateway.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import klinggateway.TestGateway;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.usage.Cell;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All that the tables say at one moment, read past the gateway's own code as far as that could hide a mistake of it. */
record Snapshot(List<Job> jobs, List<Line> usage, Map<String, Budget> budgets, Map<String, Pool> pools) {

    /** One line of the ledger. */
    record Line(
            String jobId,
            String keyId,
            long at,
            String type,
            String source,
            Sum before,
            Sum after,
            boolean isDuplicate) {

        /** Whether it is about what was made past the gateway, and so about no job of its own. */
        boolean isExternal() {
            return source.equals(Cell.EXTERNAL);
        }
    }

    record Sum(long milliUnits, long microUsd) {

        static final Sum NOTHING = new Sum(0, 0);

        Sum plus(Sum other) {
            return new Sum(milliUnits + other.milliUnits, microUsd + other.microUsd);
        }
    }

    /** What a key has spent in a period, by {@code key period}. */
    record Budget(long spent, long reserved, long used) {}

    record Pool(int taken, boolean isWaitedFor) {}

    private static final Pattern MARK = Pattern.compile("order-\\d+-");

    static Snapshot of(World world) {
        List<JobId> ids = new ArrayList<>();
        for (var item : scan(world, TestGateway.TABLE_NAMES.jobs())) {
            if (text(item, "part").equals("job")) {
                ids.add(JobId.parse(text(item, "id")).orElseThrow());
            }
        }
        List<Line> usage = new ArrayList<>();
        for (var item : scan(world, TestGateway.TABLE_NAMES.usage())) {
            usage.add(new Line(
                    text(item, "id"),
                    text(item, "keyId"),
                    number(item, "at"),
                    text(item, "type"),
                    text(item, "source"),
                    new Sum(number(item, "beforeMilliUnits"), number(item, "beforeMicroUsd")),
                    new Sum(number(item, "afterMilliUnits"), number(item, "afterMicroUsd")),
                    item.containsKey("duplicate")));
        }
        Map<String, Budget> budgets = new HashMap<>();
        Map<String, Pool> pools = new HashMap<>();
        for (var item : scan(world, TestGateway.TABLE_NAMES.admission())) {
            String id = text(item, "id");
            String part = text(item, "part");
            if (id.startsWith("budget#")) {
                Budget budget = new Budget(number(item, "spent"), number(item, "reserved"), number(item, "used"));
                budgets.put(id.substring("budget#".length()) + " " + part, budget);
            } else if (id.equals("slots")) {
                AttributeValue slots = item.get("slots");
                pools.put(part, new Pool(slots == null ? 0 : slots.ss().size(), item.containsKey("waitingSince")));
            }
        }
        List<Job> jobs = ids.isEmpty() ? List.of() : world.gateway.jobs.findAll(ids);
        return new Snapshot(jobs, usage, budgets, pools);
    }

    /** What tells an order from all others, in a body that the gateway keeps or Kling was sent. */
    static Optional<String> mark(String body) {
        Matcher matcher = MARK.matcher(body);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static List<Map<String, AttributeValue>> scan(World world, String table) {
        return world.gateway
                .dynamoDb()
                .scan(scan -> scan.tableName(table).consistentRead(true))
                .items();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? "" : value.s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    /** The moments of minutes with usage. */
    TreeSet<Long> minutes() {
        TreeSet<Long> minutes = new TreeSet<>();
        usage.forEach(line -> minutes.add(line.at() / 60_000));
        return minutes;
    }
}
