package klinggateway.webhook;

import java.time.Instant;
import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.JobResult;

/** Writes what is sent to webhooks of one shape. The same event of the same job gives the same body, but for what was learned since. */
@FunctionalInterface
public interface WebhookBody {

    /** JSON. */
    String of(Happening happening);

    /**
     * What there is to tell.
     *
     * @param job as it is now, in the state that is told
     * @param extras what is kept of the order for its caller
     * @param result what Kling has made, once it has
     * @param at when the job reached its state
     */
    record Happening(Job job, Extras extras, Optional<JobResult> result, Instant at) {}
}
