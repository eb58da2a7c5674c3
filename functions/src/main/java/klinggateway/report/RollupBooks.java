package klinggateway.report;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import klinggateway.anomaly.Books;
import klinggateway.usage.Cube;
import klinggateway.usage.Granularity;
import klinggateway.usage.Measures;
import klinggateway.usage.Shape;
import klinggateway.usage.Span;
import klinggateway.usage.UsageReader;

/**
 * What a search for anomalies reads, from rollups and the open minutes.
 *
 * @param keyIds the keys that are looked at, each read on its own; empty for all
 */
public record RollupBooks(UsageReader reader, Set<String> keyIds, Instant now) implements Books {

    @Override
    public Map<String, Map<Instant, Measures>> spending(NavigableSet<Instant> starts, Instant to) {
        Map<String, Map<Instant, Measures>> spending = new HashMap<>();
        if (keyIds.isEmpty()) {
            reader.read(Shape.KEYS, span(Set.of(), starts, to), now)
                    .parts()
                    .forEach((start, keys) ->
                            keys.forEach((keyId, measures) -> spending.computeIfAbsent(keyId, unseen -> new HashMap<>())
                                    .put(start, measures)));
        }
        for (String keyId : keyIds) {
            Map<Instant, Measures> ofKey = new HashMap<>();
            reader.read(Shape.TOTALS, span(Set.of(keyId), starts, to), now)
                    .parts()
                    .forEach((start, totals) -> ofKey.put(start, totals.total()));
            spending.put(keyId, ofKey);
        }
        return spending;
    }

    @Override
    public Map<Instant, Cube> usage(Optional<String> keyId, NavigableSet<Instant> starts, Instant to) {
        Set<String> whose = keyId.map(Set::of).orElse(Set.of());
        return reader.read(Shape.CUBE, span(whose, starts, to), now).parts();
    }

    @Override
    public Duration finest(Instant at) {
        return (UsageReader.hasMinutes(at, now) ? Granularity.MINUTE : Granularity.QUARTER).length();
    }

    private static Span span(Set<String> keyIds, NavigableSet<Instant> starts, Instant to) {
        return new Span(keyIds, starts.first(), to, starts);
    }
}
