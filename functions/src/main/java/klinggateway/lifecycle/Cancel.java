package klinggateway.lifecycle;

import java.time.InstantSource;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.Failure;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.job.PollQueue;
import klinggateway.job.Slots;

/** CANCEL: takes a job out of the queue that was never sent. Kling has no way to cancel what it was sent. */
public final class Cancel {

    private final End end;

    public Cancel(Ledger ledger, Slots slots, PollQueue queue, InstantSource clock) {
        this.end = new End(ledger, slots, queue, clock);
    }

    /** The job, canceled at no charge unless it was sent or has ended meanwhile. */
    public Job cancel(Job job, String why) {
        if (job.sending().ever()) {
            return job;
        }
        Failure failure = new Failure(ErrorClass.CANCELED, why, Optional.empty(), false);
        return end.endUntouched(
                job,
                new End.Outcome(
                        JobState.Event.CANCEL,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Charge.NONE,
                        Optional.of(failure)));
    }
}
