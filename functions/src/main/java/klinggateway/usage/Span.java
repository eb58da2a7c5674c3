package klinggateway.usage;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose usage, and of when.
 *
 * @param keyIds the keys; empty for everyone
 * @param from inclusive
 * @param to exclusive
 * @param starts where the parts of the range begin that are told apart, the first one not after {@code from}
 */
public record Span(Set<String> keyIds, Instant from, Instant to, NavigableSet<Instant> starts) {

    /** A range that is not told apart any further. */
    public static Span whole(Set<String> keyIds, Instant from, Instant to) {
        return new Span(keyIds, from, to, new TreeSet<>(Set.of(from)));
    }

    /** The start of the part that holds {@code moment}. */
    Instant start(Instant moment) {
        Instant start = starts.floor(moment);
        return start == null ? starts.first() : start;
    }

    boolean holds(UsageItem item, Instant end) {
        return !item.at().isBefore(from)
                && item.at().isBefore(end)
                && (keyIds.isEmpty() || keyIds.contains(item.entry().keyId()));
    }
}
