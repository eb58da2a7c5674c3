package klinggateway.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import klinggateway.Steps;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobState;
import klinggateway.job.JobStore;
import klinggateway.job.Peaks;
import klinggateway.job.Pool;
import klinggateway.job.Slots;

/** Gives slots back that a crash has left with jobs which no longer need them. Job rows are the truth. */
final class SlotRepair {

    /** A job this young may be between taking its slot and writing its row. */
    private static final Duration YOUNG = Duration.ofMinutes(2);

    private final JobStore jobs;
    private final Slots slots;
    private final Peaks peaks;
    private final InstantSource clock;

    SlotRepair(JobStore jobs, Slots slots, Peaks peaks, InstantSource clock) {
        this.jobs = jobs;
        this.slots = slots;
        this.peaks = peaks;
        this.clock = clock;
    }

    /** How many jobs' slots were given back. */
    int repair(Pool pool, Steps steps) {
        AtomicInteger freed = new AtomicInteger();
        steps.run(() -> {
            Slots.Occupancy occupancy = slots.occupancy(pool);
            // In an hour in which nothing is taken or given back, nobody else tells.
            peaks.reached(pool, occupancy.used(), clock.instant());
            List<JobId> holders = occupancy.holders().stream()
                    .filter(id -> id.createdAt().plus(YOUNG).isBefore(clock.instant()))
                    .toList();
            Map<JobId, Job> rows = new HashMap<>();
            jobs.findAll(holders).forEach(job -> rows.put(job.id(), job));
            for (JobId holder : holders) {
                Job job = rows.get(holder);
                if (job == null) {
                    slots.freeStray(pool, holder);
                    freed.incrementAndGet();
                } else if (!needsItsSlot(job)) {
                    slots.free(job);
                    freed.incrementAndGet();
                    takeAgainIfItWasJustStarted(job);
                }
            }
        });
        return freed.get();
    }

    /** Between the two reads the job may have been started, with the slot that was just given back. */
    private void takeAgainIfItWasJustStarted(Job job) {
        jobs.find(job.id()).filter(this::needsItsSlot).ifPresent(current -> slots.take(current, true));
    }

    private boolean needsItsSlot(Job job) {
        Instant now = clock.instant();
        boolean beingSent = job.sending().leaseUntil().filter(now::isBefore).isPresent();
        return !job.state().isEnded() && (job.state() != JobState.QUEUED || beingSent);
    }
}
