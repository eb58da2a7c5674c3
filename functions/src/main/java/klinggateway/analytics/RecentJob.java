package klinggateway.analytics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import klinggateway.http.JobError;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.usage.Money;

/**
 * A job in a usage answer.
 *
 * @param duplicateOf the id of the like job that was ordered shortly before
 * @param processingTime in milliseconds
 */
record RecentJob(
        String taskId,
        String jobId,
        String apiKey,
        String kind,
        String productType,
        String model,
        String mode,
        int duration,
        String status,
        Instant createdAt,
        Optional<String> duplicateOf,
        Optional<Instant> completedAt,
        Optional<Long> processingTime,
        BigDecimal units,
        String cost,
        boolean settled,
        Optional<String> error) {

    static RecentJob of(Job job) {
        return new RecentJob(
                job.id().decimal(),
                job.id().text(),
                job.keyId(),
                job.order().kind(),
                job.order().productType(),
                job.order().model(),
                job.order().mode(),
                job.order().seconds(),
                job.state().word(),
                job.createdAt(),
                job.duplicateOf().map(JobId::text),
                job.ending().flatMap(Job.Ending::completedAt),
                job.ending().flatMap(Job.Ending::processing).map(Duration::toMillis),
                Money.units(job.charge().milliUnits()),
                Money.dollars(job.charge().microUsd()),
                job.charge().settled(),
                job.ending()
                        .flatMap(Job.Ending::failure)
                        .map(failure -> JobError.of(failure).message()));
    }
}
