package klinggateway.webhook;

import java.time.Instant;
import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobRequest;
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
     * @param request what was ordered, without the body for Kling
     * @param result what Kling has made, once it has
     * @param at when the job reached its state
     */
    record Happening(Job job, JobRequest request, Optional<JobResult> result, Instant at) {}
}
