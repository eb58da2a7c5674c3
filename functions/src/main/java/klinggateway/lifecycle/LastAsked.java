package klinggateway.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import klinggateway.job.Job;
import klinggateway.job.JobId;

/** When this sandbox last asked Kling about a job, so that eager callers do not become load on Kling. */
final class LastAsked {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int KEPT_AT_MOST = 10_000;

    private final Map<JobId, Instant> moments = new LinkedHashMap<>();

    /** Whether Kling may be asked about the job now; if so, it counts as asked. */
    synchronized boolean mayAsk(JobId id, Instant now) {
        Instant last = moments.get(id);
        if (last != null && now.isBefore(last.plus(PAUSE))) {
            return false;
        }
        moments.remove(id);
        moments.put(id, now);
        if (moments.size() > KEPT_AT_MOST) {
            moments.remove(moments.keySet().iterator().next());
        }
        return true;
    }

    /** When what is known of the job was last confirmed: by its end, by a question, or by its creation. */
    synchronized Instant of(Job job) {
        return job.ending()
                .map(Job.Ending::at)
                .orElseGet(() ->
                        moments.getOrDefault(job.id(), job.sending().firstAt().orElse(job.createdAt())));
    }
}
