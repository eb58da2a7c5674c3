package klinggateway.usage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import klinggateway.usage.RangeCut.Run;

/** Where rollups are kept, by scope: a key's id, or {@link #EVERYONE}. */
public interface RollupStore {

    /** The scope of all keys together. */
    String EVERYONE = "*";

    /**
     * Begins to write. Whoever began earlier writes nothing any more.
     *
     * @param now minutes written from here on are kept for seven days from it
     */
    Writer begin(Instant now);

    /** Writes rollups. Writing one again replaces it, so whoever is not sure writes it again. */
    interface Writer {

        /**
         * Writes the usage of a period.
         *
         * @throws SupersededException if somebody else has begun to write since
         */
        void put(String scope, Period period, Cube cube);

        /**
         * Writes what each key used in a period; its keys are the scopes the period has rollups of.
         *
         * @throws SupersededException if somebody else has begun to write since
         */
        void putKeys(Period period, Map<String, Measures> totals);

        /**
         * Says how far usage is rolled up now. Done last, after everything before it is written.
         *
         * @throws SupersededException if somebody else has begun to write since
         */
        void moveWatermark(Watermark to);
    }

    /** Somebody else writes rollups by now, and has the same to do. */
    final class SupersededException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public SupersededException() {
            super("somebody else writes rollups by now");
        }
    }

    /**
     * The cubes of a run by the starts of their periods. Periods in which nothing happened have none.
     *
     * @param freshly whether what was written a moment ago has to be in; it costs twice as much
     */
    Map<Instant, Cube> cubes(String scope, Run run, boolean freshly);

    /** The totals of a run of hours or days, as {@link #cubes}. */
    Map<Instant, Totals> totals(String scope, Run run, boolean freshly);

    /** What each key used, as {@link #cubes}. */
    Map<Instant, Map<String, Measures>> keys(Run run, boolean freshly);

    /** How far usage is rolled up; empty before the first compaction. */
    Optional<Watermark> watermark();
}
