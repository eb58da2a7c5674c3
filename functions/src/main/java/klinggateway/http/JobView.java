package klinggateway.http;

import java.time.Instant;
import java.util.Map;
import klinggateway.job.Job;

/**
 * What every answer about a job begins with.
 *
 * @param taskId the id's decimal spelling, as Kling's task ids look
 * @param jobId the same id as {@code job_…}; both are understood everywhere
 * @param duration seconds
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
                Map.of("self", "/api/jobs/" + job.id().text()));
    }
}
