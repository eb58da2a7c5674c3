package klinggateway.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import klinggateway.usage.Cube;
import klinggateway.usage.Measures;

/** What a search for anomalies reads. Parts in which nothing happened are left out everywhere. */
public interface Books {

    /**
     * What each key that is looked at used, by the parts that begin at {@code starts}.
     *
     * @param to where the last part ends
     */
    Map<String, Map<Instant, Measures>> spending(NavigableSet<Instant> starts, Instant to);

    /** All that one key, or everyone, used, as {@link #spending}. */
    Map<Instant, Cube> usage(Optional<String> keyId, NavigableSet<Instant> starts, Instant to);

    /** The shortest parts into which the usage around {@code at} can be told apart at little cost: a minute, or a quarter. */
    Duration finest(Instant at);
}
