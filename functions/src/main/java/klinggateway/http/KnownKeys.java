package klinggateway.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import klinggateway.keys.Key;
import klinggateway.keys.KeyStore;

/**
 * Keys by their ids. What a look-up found, or that it found nothing, is kept for 30 seconds, which is also how long a change
 * of a key may take to be seen.
 */
final class KnownKeys {

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int KEPT_AT_MOST = 1_000;

    private final KeyStore keys;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    KnownKeys(KeyStore keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    private record Kept(Optional<Key> key, Instant until) {}

    synchronized Optional<Key> find(String id) {
        Instant now = clock.instant();
        Kept known = kept.get(id);
        if (known == null || !now.isBefore(known.until)) {
            known = new Kept(keys.find(id), now.plus(KEPT));
            kept.remove(id);
            kept.put(id, known);
            if (kept.size() > KEPT_AT_MOST) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return known.key;
    }
}
