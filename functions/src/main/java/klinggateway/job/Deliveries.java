package klinggateway.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where it is kept what webhooks are told. The end of a job is put there by the transaction that writes it; reads of single
 * deliveries are strongly consistent, lists are not.
 */
public interface Deliveries {

    /** Puts a new one there; one that is there already stays as it is. */
    void add(Delivery delivery);

    Optional<Delivery> find(JobId job, JobState event);

    /** All of a job, those of earlier states first. Nothing is read for a job without a webhook. */
    List<Delivery> ofJob(Job job);

    /**
     * Writes {@code next} over {@code read} unless somebody has written it since it was read.
     *
     * @return whether it was written
     */
    boolean replace(Delivery read, Delivery next);

    /** Those that should have been tried by {@code now}, the longest overdue first. */
    List<Delivery.Name> due(Instant now, int limit);
}
