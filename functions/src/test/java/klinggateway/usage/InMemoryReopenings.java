package klinggateway.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reopened minutes in a map. */
public final class InMemoryReopenings implements Reopenings {

    private final Map<Instant, Long> revisions = new TreeMap<>();

    /** {@code minute} has received an item. */
    public void mark(Instant minute) {
        revisions.merge(minute, 1L, Long::sum);
    }

    @Override
    public List<Reopening> pending() {
        return revisions.entrySet().stream()
                .map(entry -> new Reopening(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public void done(Reopening reopening) {
        revisions.remove(reopening.minute(), reopening.revision());
    }
}
