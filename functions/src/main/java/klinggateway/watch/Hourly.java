package klinggateway.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What does not change within an hour: it is read once in each hour of UTC. */
final class Hourly<K, V> {

    private final Map<K, V> known = new HashMap<>();
    private Instant hour = Instant.MIN;

    /** What is known since this hour began. What could not be read is asked for anew. */
    synchronized V get(K key, Instant now, Supplier<V> read) {
        Instant current = now.truncatedTo(ChronoUnit.HOURS);
        if (!current.equals(hour)) {
            known.clear();
            hour = current;
        }
        V value = known.get(key);
        if (value == null) {
            value = read.get();
            known.put(key, value);
        }
        return value;
    }
}
