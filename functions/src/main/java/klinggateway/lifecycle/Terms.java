package klinggateway.lifecycle;

import java.util.Optional;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.job.JobId;
import klinggateway.job.Order;
import klinggateway.secret.Sha256;

/**
 * On which terms an order is taken on.
 *
 * @param period the month that the job is paid from, for instance {@code 2026-11}
 * @param monthlyMicroUsd the most its key may spend in that month
 * @param totalMicroUsd the most its key may spend at all
 * @param queuedJobs how many jobs like this one may wait in its key's line
 * @param repeatable what tells the order from others, if its caller may send it again
 * @param externalId the caller's own id of the job, which no other job of its key may have
 * @param likeness what tells whether the order is like one before, if it has no name that would
 */
public record Terms(
        String period,
        Optional<Long> monthlyMicroUsd,
        Optional<Long> totalMicroUsd,
        int queuedJobs,
        Optional<Repeatable> repeatable,
        Optional<ExternalId> externalId,
        Optional<Likeness> likeness) {

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

    /**
     * What an order has in common with those that would have Kling make the same.
     *
     * @param digest of what Kling is to make
     * @param replaced a like job of which nothing has come, so that this one may take its place
     */
    public record Likeness(String digest, Optional<JobId> replaced) {

        /** That of an order which is the first of its like, as far as is known. */
        public static Likeness of(Sold sold) {
            Order order = sold.order();
            String like = String.join("\n", order.kind(), order.model(), order.mode(), sold.content());
            return new Likeness(Sha256.hex(like), Optional.empty());
        }
    }

    /** The same terms, the caller's id being given again after it was this job's. */
    Terms releasing(JobId job) {
        return new Terms(
                period,
                monthlyMicroUsd,
                totalMicroUsd,
                queuedJobs,
                repeatable,
                externalId.map(id -> new ExternalId(id.text(), Optional.of(job))),
                likeness);
    }

    /** The same terms, the order taking the place of this like job, of which nothing has come. */
    Terms replacing(JobId job) {
        return liking(likeness.map(like -> new Likeness(like.digest(), Optional.of(job))));
    }

    /** The same terms for an order that is known to be like another, whose place it leaves alone. */
    Terms yielding() {
        return liking(Optional.empty());
    }

    private Terms liking(Optional<Likeness> other) {
        return new Terms(period, monthlyMicroUsd, totalMicroUsd, queuedJobs, repeatable, externalId, other);
    }
}
