package klinggateway.sweep;

import java.time.InstantSource;
import klinggateway.TestGateway;
import klinggateway.job.DeliverQueue;
import klinggateway.job.Deliveries;
import klinggateway.job.JobStore;
import klinggateway.job.Peaks;
import klinggateway.job.PollQueue;
import klinggateway.job.Slots;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Sync;
import klinggateway.log.EventLog;

/** The function {@code sweep} on the parts of a test. */
public final class TestSweep {

    private TestSweep() {}

    public static SweepHandler on(TestGateway gateway) {
        return on(
                gateway.jobs,
                gateway.deliveries,
                gateway.slots,
                gateway.peaks,
                gateway.queue,
                gateway.deliverQueue,
                gateway.sync,
                gateway.start,
                gateway.log,
                gateway.time);
    }

    public static SweepHandler on(
            JobStore jobs,
            Deliveries deliveries,
            Slots slots,
            Peaks peaks,
            PollQueue queue,
            DeliverQueue deliverQueue,
            Sync sync,
            Start start,
            EventLog log,
            InstantSource clock) {
        return new SweepHandler(
                new Overdue(jobs, queue, clock),
                new Undelivered(deliveries, deliverQueue, clock),
                new Late(jobs, sync, clock),
                new SlotRepair(jobs, slots, peaks, clock),
                start,
                new OldestOpen(jobs, clock),
                log,
                clock);
    }
}
