package klinggateway.http;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.Job;
import klinggateway.job.JobId;

/**
 * What every answer about a job begins with.
 *
 * @param taskId the id's decimal spelling, as Kling's task ids look
 * @param jobId the same id as {@code job_…}; both are understood everywhere
 * @param duration seconds
 * @param duplicateOf the id of the like job that was ordered shortly before, as {@code job_…}
 * @param status {@code queued, submitting, submitted, processing, succeeded, failed, canceled} or {@code expired}
 */
public record JobView(
        String taskId,
        String jobId,
        String kind,
        String model,
        String mode,
        int duration,
        String status,
        Instant createdAt,
        Optional<String> duplicateOf,
        Map<String, String> links) {

    public static JobView of(Job job) {
        return new JobView(
                job.id().decimal(),
                job.id().text(),
                job.order().kind(),
                job.order().model(),
                job.order().mode(),
                job.order().seconds(),
                job.state().word(),
                job.createdAt(),
                job.duplicateOf().map(JobId::text),
                Map.of("self", "/api/jobs/" + job.id().text()));
    }
}
