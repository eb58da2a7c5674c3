package klinggateway.emulators.template;

import java.time.Duration;
import java.util.Optional;

/** A standard queue. A message that was received too often goes to the queue of {@link #redrive()}. */
public record QueueResource(
        String id, Duration visibilityTimeout, Duration retention, Duration delay, Optional<Redrive> redrive) {

    public QueueResource {
        check("VisibilityTimeout", visibilityTimeout, 0, 43_200);
        check("MessageRetentionPeriod", retention, 60, 1_209_600);
        check("DelaySeconds", delay, 0, 900);
    }

    /** Where a message goes after how many receives. */
    public record Redrive(String deadLetterQueueId, int maxReceiveCount) {
        public Redrive {
            if (maxReceiveCount < 1 || maxReceiveCount > 1000) {
                throw new IllegalArgumentException("maxReceiveCount must be 1 to 1000");
            }
        }
    }

    private static void check(String property, Duration value, long from, long to) {
        if (value.toSeconds() < from || value.toSeconds() > to) {
            throw new IllegalArgumentException(property + " must be " + from + " to " + to + " seconds");
        }
    }
}
