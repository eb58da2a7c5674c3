package klinggateway.usage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where rollups are kept. Writing one again replaces it, so whoever is not sure writes it again. */
public interface RollupStore {

    void put(Collection<Rollup> rollups);

    /** Writes what each key used in a period; its keys are the scopes the period has rollups of. */
    void putKeys(Period period, Map<String, Measures> totals);

    /** The rollups of a run that exist, in order of time. Periods in which nothing happened have none. */
    List<Rollup> read(String scope, RangeCut.Run run);

    /** What each key used, by period, for the periods of a run in which anything happened. */
    Map<Instant, Map<String, Measures>> readKeys(RangeCut.Run run);

    /** Up to when everything is rolled up; empty before the first compaction. */
    Optional<Instant> watermark();

    /** Moves the watermark unless somebody else has moved it. Done last, after everything before it is written. */
    boolean moveWatermark(Optional<Instant> from, Instant to);
}
