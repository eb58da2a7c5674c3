package klinggateway.usage;

import java.time.Duration;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.JobId;
import klinggateway.job.Order;

/**
 * What happened to a job's cost and status, before it is written down: it moves one call and its charge from one status
 * to the next, so that the sum over all entries of a job is what it is charged, whatever part of them a range holds.
 *
 * @param from the status it leaves, or empty for a job that is new
 * @param before what it was charged so far
 * @param after what it is charged from now on
 * @param processing how long Kling worked on it, where that is known now
 */
public record UsageEntry(
        Type type,
        String keyId,
        JobId job,
        Order order,
        Optional<Status> from,
        Charge before,
        Charge after,
        Optional<ErrorClass> errorClass,
        Optional<Duration> processing) {

    /** What happened. */
    public enum Type {
        ACCEPTED(Status.OPEN),
        SUCCEEDED(Status.SUCCEEDED),
        FAILED(Status.FAILED),
        CANCELED(Status.CANCELED),
        EXPIRED(Status.EXPIRED);

        private final Status status;

        Type(Status status) {
            this.status = status;
        }

        /** The status the job has from now on. */
        public Status status() {
            return status;
        }
    }

    /** The new job's estimate is charged. */
    public static UsageEntry accepted(String keyId, JobId job, Order order, Charge estimate) {
        return new UsageEntry(
                Type.ACCEPTED,
                keyId,
                job,
                order,
                Optional.empty(),
                new Charge(0, 0, false),
                estimate,
                Optional.empty(),
                Optional.empty());
    }
}
