package klinggateway.usage;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.ErrorClass;
import klinggateway.job.JobId;
import klinggateway.job.Order;

/**
 * What happened to a job's cost and status, before it is written down: it moves one call and its charge from one status
 * to the next, so that the sum over all entries of a job is what it is charged, whatever part of them a range holds.
 *
 * @param source {@link Cell#GATEWAY}, or {@link Cell#EXTERNAL}
 * @param estimatedMicroUsd what it was estimated at when it was ordered, in millionths of a US dollar
 * @param from the status it leaves, or empty for a job that is new
 * @param before what it was charged so far; never settled, because a settled charge is final
 * @param after what it is charged from now on
 * @param isDuplicate whether the job is marked as like one before
 */
public record UsageEntry(
        Type type,
        String source,
        String keyId,
        JobId job,
        Order order,
        long estimatedMicroUsd,
        Optional<Status> from,
        Charge before,
        Charge after,
        Optional<ErrorClass> errorClass,
        Took took,
        boolean isDuplicate) {

    /**
     * How long it took, as far as that is known now.
     *
     * @param processing at Kling
     * @param waiting here, from the order to Kling's having it
     */
    public record Took(Optional<Duration> processing, Optional<Duration> waiting) {

        /** Nothing is known yet. */
        public static final Took UNKNOWN = new Took(Optional.empty(), Optional.empty());
    }

    /** What happened. */
    public enum Type {
        ACCEPTED(Status.OPEN),
        SUCCEEDED(Status.SUCCEEDED),
        FAILED(Status.FAILED),
        CANCELED(Status.CANCELED),
        EXPIRED(Status.EXPIRED),
        /** Only the charge changes: Kling's own records say what the job, which has ended, really cost. */
        CORRECTED(Optional.empty());

        private final Optional<Status> status;

        Type(Status status) {
            this(Optional.of(status));
        }

        Type(Optional<Status> status) {
            this.status = status;
        }

        /** The word used in storage. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The status the job has from now on. */
    public Status status() {
        return type.status
                .or(() -> from)
                .orElseThrow(() -> new IllegalStateException(type + " of " + job + " leaves no status"));
    }

    /** The error class that the job counted under before this: of what can be left again, only an expiry has one. */
    Optional<ErrorClass> errorClassBefore() {
        if (type == Type.CORRECTED) {
            return errorClass;
        }
        return from.filter(Status.EXPIRED::equals).map(expired -> ErrorClass.EXPIRED);
    }

    /** The new job's estimate is charged. */
    public static UsageEntry accepted(String keyId, JobId job, Order order, Charge estimate, boolean isDuplicate) {
        return new UsageEntry(
                Type.ACCEPTED,
                Cell.GATEWAY,
                keyId,
                job,
                order,
                estimate.microUsd(),
                Optional.empty(),
                new Charge(0, 0, false),
                estimate,
                Optional.empty(),
                Took.UNKNOWN,
                isDuplicate);
    }

    /** A job that has ended as {@code status} costs something else than it was charged; nothing else changes. */
    public static UsageEntry corrected(
            String keyId,
            JobId job,
            Order order,
            long estimatedMicroUsd,
            Status status,
            Charge before,
            Charge after,
            Optional<ErrorClass> errorClass,
            boolean isDuplicate) {
        return new UsageEntry(
                Type.CORRECTED,
                Cell.GATEWAY,
                keyId,
                job,
                order,
                estimatedMicroUsd,
                Optional.of(status),
                before,
                after,
                errorClass,
                Took.UNKNOWN,
                isDuplicate);
    }
}
