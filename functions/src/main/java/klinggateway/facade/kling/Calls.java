package klinggateway.facade.kling;

import java.time.Duration;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.ProblemException;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.lifecycle.Cancel;
import klinggateway.lifecycle.Waiting;

/** Has answered at once what Kling answers at once, though here it may have to wait for its turn. */
final class Calls {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Waiting waiting;
    private final Cancel cancel;

    Calls(Waiting waiting, Cancel cancel) {
        this.waiting = waiting;
        this.cancel = cancel;
    }

    /** The job as it has ended. What has not had its turn by then is given up, for nobody could ask for it afterwards. */
    Job ended(Call call, Job job) {
        Job current = waiting.untilEnded(job, Waiting.LONGEST, call.deadline());
        if (current.state() == JobState.QUEUED) {
            current = cancel.cancel(current, "There was no room at Kling in time; nothing was charged.");
        }
        if (current.state() == JobState.CANCELED) {
            throw ProblemException.later(
                    ErrorCode.RATE_LIMIT_EXCEEDED,
                    429,
                    "There was no room at Kling in time, so the call was not made; nothing was charged",
                    SOON);
        }
        if (!current.state().isEnded()) {
            throw ProblemException.later(
                    ErrorCode.SERVICE_ERROR,
                    503,
                    "The call is still being made; what comes of it is in the gateway's job "
                            + current.id().text(),
                    SOON);
        }
        return current;
    }
}
