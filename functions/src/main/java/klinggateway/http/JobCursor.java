package klinggateway.http;

import java.time.Instant;
import java.util.Optional;
import klinggateway.job.JobId;
import klinggateway.job.JobStore.Cursor;

/**
 * A place in a list of jobs, as text. It names a moment and a job and no key: whose list it is always comes from the key of
 * the request, so a cursor from elsewhere opens nothing.
 */
public final class JobCursor {

    private JobCursor() {}

    public static String text(Cursor cursor) {
        return cursor.createdAt().toEpochMilli() + "-" + cursor.id().text();
    }

    public static Optional<Cursor> parse(String text) {
        int dash = text.indexOf('-');
        try {
            return dash < 1
                    ? Optional.empty()
                    : JobId.parse(text.substring(dash + 1))
                            .map(id -> new Cursor(Instant.ofEpochMilli(Long.parseLong(text.substring(0, dash))), id));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
