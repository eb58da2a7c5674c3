package klinggateway.local.sample;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.Pool;
import klinggateway.job.Slots;

/** Pools in which there is always room and nobody waits: the jobs of the past hold no slots any more. */
final class FreeSlots implements Slots {

    private static final int LIMIT = 50;

    private final Held held;
    private final InstantSource clock;

    /** @param held is told who held them */
    FreeSlots(Held held, InstantSource clock) {
        this.held = held;
        this.clock = clock;
    }

    @Override
    public boolean take(Job job, boolean fromQueue) {
        held.taken(job, clock.instant());
        return true;
    }

    @Override
    public boolean free(Job job) {
        held.givenBack(job, clock.instant());
        return false;
    }

    @Override
    public void freeStray(Pool pool, JobId holder) {}

    @Override
    public void waiting(Pool pool, Instant since) {}

    @Override
    public void nobodyWaiting(Pool pool) {}

    @Override
    public void pause(Pool pool, Instant until, Pause why) {
        throw new IllegalStateException("nothing is refused in a way that pauses " + pool);
    }

    @Override
    public Occupancy occupancy(Pool pool) {
        return new Occupancy(Set.of(), 0, LIMIT, Optional.empty(), Optional.empty());
    }

    @Override
    public int limit(Pool pool) {
        return LIMIT;
    }

    @Override
    public Line line(Pool pool, String keyId) {
        return new Line(0, 0, Optional.empty());
    }

    @Override
    public void queued(Job job) {}
}
