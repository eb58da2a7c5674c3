package klinggateway.emulators.template;

import java.time.Duration;

/** A queue whose messages go to a function, in batches. */
public record QueueSource(
        String functionId,
        String queueId,
        int batchSize,
        Duration batchingWindow,
        boolean reportsBatchItemFailures,
        int maximumConcurrency) {

    public QueueSource {
        require(batchSize >= 1 && batchSize <= 10_000, "BatchSize must be 1 to 10000");
        require(
                !batchingWindow.isNegative() && batchingWindow.toSeconds() <= 300,
                "MaximumBatchingWindowInSeconds must be 0 to 300");
        require(
                batchSize <= 10 || batchingWindow.toSeconds() >= 1,
                "BatchSize over 10 needs MaximumBatchingWindowInSeconds of 1 or more");
        require(
                maximumConcurrency >= 2 && maximumConcurrency <= 1000,
                "ScalingConfig.MaximumConcurrency must be 2 to 1000");
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }
}
