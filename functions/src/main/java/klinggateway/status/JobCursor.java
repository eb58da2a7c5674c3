package klinggateway.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.job.Job;
import klinggateway.job.JobId;
import klinggateway.job.JobStore.Cursor;

/**
 * A place in a list of jobs, as text. It names a moment and a job and no key: whose list it is always comes from the key of
 * the request, so a cursor from elsewhere opens nothing.
 */
final class JobCursor {

    private JobCursor() {}

    static String text(Job job) {
        return job.createdAt().toEpochMilli() + "-" + job.id().text();
    }

    static Cursor parse(String text) {
        int dash = text.indexOf('-');
        try {
            if (dash > 0) {
                Instant createdAt = Instant.ofEpochMilli(Long.parseLong(text.substring(0, dash)));
                Optional<JobId> id = JobId.parse(text.substring(dash + 1));
                if (id.isPresent()) {
                    return new Cursor(createdAt, id.get());
                }
            }
        } catch (NumberFormatException notANumber) {
            // Reported below.
        }
        throw ProblemException.invalid(
                ErrorCode.INVALID_PARAMETERS,
                List.of(new InvalidParameter("cursor", "must be the nextCursor of an earlier answer")));
    }
}
