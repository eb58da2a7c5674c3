package klinggateway.lifecycle;

import java.util.Optional;
import klinggateway.job.JobId;

/**
 * On which terms an order is taken on.
 *
 * @param period the month that the job is paid from, for instance {@code 2026-11}
 * @param monthlyMicroUsd the most its key may spend in that month
 * @param totalMicroUsd the most its key may spend at all
 * @param queuedJobs how many jobs like this one may wait in its key's line
 * @param repeatable what tells the order from others, if its caller may send it again
 * @param externalId the caller's own id of the job, which no other job of its key may have
 */
public record Terms(
        String period,
        Optional<Long> monthlyMicroUsd,
        Optional<Long> totalMicroUsd,
        int queuedJobs,
        Optional<Repeatable> repeatable,
        Optional<ExternalId> externalId) {

    /**
     * An order that may come again.
     *
     * @param key the caller's name for it, unique among the key's orders of a day
     * @param bodyHash tells whether it is the same order
     */
    public record Repeatable(String key, String bodyHash) {}

    /**
     * The caller's own id of the job.
     *
     * @param released a job that had it before and of which Kling has made nothing, so that it may be given again
     */
    public record ExternalId(String text, Optional<JobId> released) {}

    /** The same terms, the caller's id being given again after it was this job's. */
    Terms releasing(JobId job) {
        return new Terms(
                period,
                monthlyMicroUsd,
                totalMicroUsd,
                queuedJobs,
                repeatable,
                externalId.map(id -> new ExternalId(id.text(), Optional.of(job))));
    }
}
