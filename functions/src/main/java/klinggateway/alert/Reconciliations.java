package klinggateway.alert;

import java.time.Instant;
import java.util.Optional;

/** Where it is kept what the last reconciliation with Kling's records found. */
public interface Reconciliations {

    /** Keeps it in place of what was kept. */
    void put(Outcome outcome);

    Optional<Outcome> last();

    /**
     * What a reconciliation found.
     *
     * @param at when it began
     * @param from of the time whose jobs it compared, inclusive
     * @param to exclusive
     * @param isComplete whether it got to the end of that time
     * @param differing jobs that are charged something else than Kling took
     * @param missingThere jobs that are charged, and that Kling has no record of though they ended more than a day before
     * @param missingHere tasks that Kling took something for, and no job has them
     * @param differenceMicroUsd what all of these differ by, as far as anybody can tell, in millionths of a US dollar; never negative
     */
    record Outcome(
            Instant at,
            Instant from,
            Instant to,
            boolean isComplete,
            long differing,
            long missingThere,
            long missingHere,
            long differenceMicroUsd) {

        /** Whether anything differs. */
        public boolean hasDifferences() {
            return differing + missingThere + missingHere > 0;
        }
    }
}
