package klinggateway.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.job.JobId;
import klinggateway.job.JobStore;
import klinggateway.job.Pool;

/** How long the oldest job has been open: what shows that jobs do not end, whatever the reason. */
final class OldestOpen {

    /** Of each queue, and of those that were sent. The line is fair between keys, so the oldest need not be its head. */
    private static final int LOOKED_AT = 1_000;

    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final JobStore jobs;
    private final InstantSource clock;

    OldestOpen(JobStore jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Zero if no job is open. Ids tell when jobs were made, so no row is read. */
    Duration age() {
        List<JobId> open = new ArrayList<>(jobs.overdue(EVER, LOOKED_AT));
        for (Pool pool : Pool.values()) {
            open.addAll(jobs.queued(pool, LOOKED_AT));
        }
        Instant now = clock.instant();
        Optional<Duration> longest =
                open.stream().map(id -> Duration.between(id.createdAt(), now)).max(Duration::compareTo);
        return longest.filter(Duration::isPositive).orElse(Duration.ZERO);
    }
}
