package klinggateway.facade.openai;

import java.util.Optional;
import klinggateway.job.JobId;

/** A job's id as this API spells it: {@code video_} and the digits that {@code job_} has. */
final class VideoId {

    private static final String PREFIX = "video_";
    private static final String JOB_PREFIX = "job_";

    private VideoId() {}

    static String text(JobId id) {
        return PREFIX + id.text().substring(JOB_PREFIX.length());
    }

    /** The id written, or empty if the text cannot be one. */
    static Optional<JobId> parse(String text) {
        return text.startsWith(PREFIX) ? JobId.parse(JOB_PREFIX + text.substring(PREFIX.length())) : Optional.empty();
    }
}
