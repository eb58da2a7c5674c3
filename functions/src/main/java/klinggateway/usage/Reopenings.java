package klinggateway.usage;

import java.time.Instant;
import java.util.List;

/** Minutes that may be rolled up already and have received an item since. Each is written together with its item. */
public interface Reopenings {

    /**
     * A minute that received an item.
     *
     * @param revision rises with every item, so that it is known whether another one came meanwhile
     */
    record Reopening(Instant minute, long revision) {}

    /** Those that are not done, the oldest minutes first, at most a few hundred. */
    List<Reopening> pending();

    /** All items of the minute up to this revision are rolled up. */
    void done(Reopening reopening);
}
