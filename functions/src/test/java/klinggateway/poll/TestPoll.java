package klinggateway.poll;

import java.time.InstantSource;
import klinggateway.job.JobStore;
import klinggateway.job.PollQueue;
import klinggateway.lifecycle.Start;
import klinggateway.lifecycle.Sync;
import klinggateway.log.EventLog;

/** The function {@code poll} on the parts of a test. */
public final class TestPoll {

    private TestPoll() {}

    public static PollHandler on(
            JobStore jobs, Sync sync, Start start, PollQueue queue, EventLog log, InstantSource clock) {
        return new PollHandler(jobs, sync, start, queue, log, clock);
    }
}
