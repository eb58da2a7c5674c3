package klinggateway.system;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import klinggateway.http.JobError;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.Pool;
import klinggateway.job.Slots;
import klinggateway.system.SystemStatusAnswer.Count;
import klinggateway.system.SystemStatusAnswer.Paused;
import klinggateway.system.SystemStatusAnswer.PoolStatus;

/** Counts what each pool has to do. What is read does not grow with what there is. */
public final class PoolReader {

    /** No more are counted of a sort. */
    private static final int COUNTED = 1_000;

    /** After everything that has a time. */
    private static final Instant ANY_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final JobStore jobs;
    private final Slots slots;
    private final int counted;

    public PoolReader(JobStore jobs, Slots slots) {
        this(jobs, slots, COUNTED);
    }

    PoolReader(JobStore jobs, Slots slots, int counted) {
        this.jobs = jobs;
        this.slots = slots;
        this.counted = counted;
    }

    /** Jobs of all pools, for the index does not tell which. */
    private record Read(List<Job> jobs, boolean isCut) {

        Stream<Job> of(Pool pool) {
            return jobs.stream().filter(job -> job.order().pool() == pool);
        }

        Count count(Pool pool) {
            return new Count((int) of(pool).count(), isCut);
        }
    }

    Map<Pool, PoolStatus> read(Instant now) {
        Read started = rows(
                jobs.overdue(ANY_TIME, counted),
                job -> job.state() != JobState.QUEUED && !job.state().isEnded());
        Read late = rows(jobs.late(ANY_TIME, counted), job -> job.state() == JobState.EXPIRED);
        Map<Pool, PoolStatus> pools = new EnumMap<>(Pool.class);
        for (Pool pool : Pool.values()) {
            pools.put(pool, read(pool, started, late, now));
        }
        return pools;
    }

    /** The index lags behind the rows. */
    private Read rows(List<JobId> ids, Predicate<Job> isStill) {
        return new Read(jobs.findAll(ids).stream().filter(isStill).toList(), ids.size() == counted);
    }

    private PoolStatus read(Pool pool, Read started, Read late, Instant now) {
        List<JobId> queued = jobs.queued(pool, counted);
        Slots.Occupancy occupancy = slots.occupancy(pool);
        Stream<Instant> open = Stream.concat(
                queued.stream().map(JobId::createdAt), started.of(pool).map(Job::createdAt));
        return new PoolStatus(
                occupancy.used(),
                occupancy.limit(),
                paused(occupancy, now),
                new Count(queued.size(), queued.size() == counted),
                started.count(pool),
                late.count(pool),
                open.min(Instant::compareTo));
    }

    private static Optional<Paused> paused(Slots.Occupancy occupancy, Instant now) {
        return occupancy
                .pausedUntil()
                .filter(now::isBefore)
                .map(until -> new Paused(
                        until,
                        occupancy
                                .refusal()
                                .filter(refusal -> now.isBefore(refusal.until()))
                                .map(refusal -> JobError.of(refusal.why()))));
    }
}
