package klinggateway.job;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** The most slots of each pool that were in use at one moment of an hour. Hours are those of UTC. */
public interface Peaks {

    /**
     * Remembers that so many slots were in use, if no more were in that hour before. It may be repeated, and never fails: if
     * it cannot be written now, whoever sees as many again writes it.
     */
    void reached(Pool pool, int used, Instant at);

    /**
     * The peaks of the hours that begin in {@code [from, to)}, by their beginnings. Hours of which nothing was written are left
     * out; 0 means that nothing was in use.
     */
    Map<Pool, NavigableMap<Instant, Integer>> of(Set<Pool> pools, Instant from, Instant to);
}
