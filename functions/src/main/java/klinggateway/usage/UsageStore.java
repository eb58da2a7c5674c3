package klinggateway.usage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.JobStore.Cursor;

/** The ledger, for reading. Who writes it is {@code lifecycle}. */
public interface UsageStore {

    /** All items of the minute that starts at {@code minute}, strongly consistent. */
    List<UsageItem> minute(Instant minute);

    /**
     * When the oldest item of the gateway's own jobs was written, or empty if there is none. What was recorded from elsewhere does
     * not count: it may be years older, and reopens its minute instead.
     */
    Optional<Instant> oldest();

    /** What was accepted, newest first, at most {@code limit}. */
    List<UsageItem> accepted(Listing listing, int limit);

    /**
     * Which accepted jobs are listed.
     *
     * @param keyIds of these keys; empty for everyone's
     * @param productTypes of these; empty for all
     * @param from inclusive
     * @param to exclusive
     * @param before only those that come after this one in the list
     */
    record Listing(Set<String> keyIds, Set<String> productTypes, Instant from, Instant to, Optional<Cursor> before) {

        /** The order of the list: the newest first, and by id what was accepted in the same millisecond. */
        public static final Comparator<UsageItem> ORDER = Comparator.comparing(UsageItem::at)
                .thenComparing(item -> item.entry().job())
                .reversed();

        /** Whether an item of the range is in the list. */
        public boolean holds(UsageItem item) {
            UsageEntry entry = item.entry();
            return entry.type() == UsageEntry.Type.ACCEPTED
                    && (keyIds.isEmpty() || keyIds.contains(entry.keyId()))
                    && (productTypes.isEmpty()
                            || productTypes.contains(entry.order().productType()))
                    && before.filter(cursor -> !isAfter(item, cursor)).isEmpty();
        }

        private static boolean isAfter(UsageItem item, Cursor cursor) {
            int time = item.at().compareTo(cursor.createdAt());
            return time < 0 || (time == 0 && item.entry().job().compareTo(cursor.id()) < 0);
        }
    }

    /**
     * A page of everyone's items written in {@code [from, to)}, product type by product type, and of one type the oldest
     * first. Eventually consistent.
     *
     * @param after the last item of the page before; empty for the first page
     * @return {@code limit} items, or fewer if they are the last ones
     */
    List<UsageItem> written(Instant from, Instant to, Optional<UsageItem> after, int limit);
}
