package klinggateway.local.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.Peaks;
import klinggateway.job.Pool;

/** Which slots jobs held, and when. Each was lived through by itself; how many held some at once is seen here only. */
final class Held {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<JobId, Instant> holders = new HashMap<>();
    private final Map<Pool, NavigableMap<Instant, Integer>> changes = new EnumMap<>(Pool.class);

    void taken(Job job, Instant at) {
        holders.putIfAbsent(job.id(), at);
    }

    void givenBack(Job job, Instant at) {
        Instant since = holders.remove(job.id());
        if (since != null) {
            changes(job.order().pool()).merge(since, job.order().slots(), Integer::sum);
            changes(job.order().pool()).merge(at, -job.order().slots(), Integer::sum);
        }
    }

    /**
     * Tells of each hour how many were in use at most, as far as there were so many: jobs were made up without a limit.
     *
     * @param from the beginning of an hour, before all jobs
     */
    void tell(Peaks peaks, Map<Pool, Integer> limits, Instant from, Instant to) {
        limits.forEach((pool, limit) -> {
            int used = 0;
            for (Instant hour = from; hour.isBefore(to); hour = hour.plus(HOUR)) {
                int most = used;
                for (int change : changes(pool).subMap(hour, hour.plus(HOUR)).values()) {
                    used += change;
                    most = Math.max(most, used);
                }
                peaks.reached(pool, Math.min(most, limit), hour);
            }
        });
    }

    private NavigableMap<Instant, Integer> changes(Pool pool) {
        return changes.computeIfAbsent(pool, unseen -> new TreeMap<>());
    }
}
