package klinggateway.job;

import java.util.Map;

/** How much is in the poll queue and in the queues for what failed too often. */
public interface QueueDepths {

    Depths now();

    /**
     * Messages, counted by queues that promise no exact numbers.
     *
     * @param waiting ready for the function {@code poll}
     * @param inFlight being worked on by it
     * @param delayed whose time has not come
     * @param deadLetters given up after too many tries, in each of the queues for these
     */
    record Depths(long waiting, long inFlight, long delayed, Map<DeadLetterQueue, Long> deadLetters) {

        /** Nothing anywhere. */
        public static final Depths NONE = new Depths(0, 0, 0, Map.of());

        /** Messages in one of the queues for what failed too often. */
        public long in(DeadLetterQueue queue) {
            return deadLetters.getOrDefault(queue, 0L);
        }
    }
}
