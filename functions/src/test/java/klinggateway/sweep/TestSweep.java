package klinggateway.sweep;

import java.time.InstantSource;
import klinggateway.job.JobStore;
import klinggateway.job.PollQueue;
import klinggateway.job.Slots;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Sync;
import klinggateway.log.EventLog;

/** The function {@code sweep} on the parts of a test. */
public final class TestSweep {

    private TestSweep() {}

    public static SweepHandler on(
            JobStore jobs, Slots slots, PollQueue queue, Sync sync, Start start, EventLog log, InstantSource clock) {
        return new SweepHandler(
                new Overdue(jobs, queue, clock),
                new Late(jobs, sync, clock),
                new SlotRepair(jobs, slots, clock),
                start,
                new OldestOpen(jobs, clock),
                log,
                clock);
    }
}
