package klinggateway.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Kling made of a job.
 *
 * @param told the task as Kling showed it, as JSON; empty if nobody knows, as in samples
 * @param message Kling's word on the task, empty when it had none
 * @param requestId Kling's id of the answer that brought it
 */
public record JobResult(List<Output> outputs, Optional<String> told, String message, Optional<String> requestId) {

    /** For so long after a task has ended, Kling keeps its files (docs/kling.md, Results). */
    public static final Duration FILES_KEPT = Duration.ofDays(30);

    /**
     * One file.
     *
     * @param type {@code video}, {@code image} or {@code audio}
     * @param id Kling's id of the file, needed to extend or dub it; empty for images
     * @param seconds its exact length, for instance 5.041
     * @param fileSize in bytes, where the file's server told it in time
     */
    public record Output(
            String type,
            Optional<String> id,
            String url,
            Optional<String> watermarkUrl,
            Optional<Double> seconds,
            Optional<Long> fileSize) {}
}
