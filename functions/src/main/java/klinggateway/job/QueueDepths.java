package klinggateway.job;

/** How much is in the poll queue and in the queue for what it could not deliver. */
public interface QueueDepths {

    Depths now();

    /**
     * Messages, counted by a queue that promises no exact numbers.
     *
     * @param waiting ready for the function {@code poll}
     * @param inFlight being worked on by it
     * @param delayed whose time has not come
     * @param deadLetters given up after too many tries
     */
    record Depths(long waiting, long inFlight, long delayed, long deadLetters) {}
}
