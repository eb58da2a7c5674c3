package klinggateway.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.JobStore.Cursor;
import klinggateway.usage.Dimension;
import klinggateway.usage.Filter;

/**
 * What a caller wants to know.
 *
 * @param keyIds the keys whose usage it is, or everyone's if there are none
 * @param from inclusive
 * @param to exclusive
 * @param groupBy {@link #KEY} or words of dimensions, two at most
 * @param limit how many recent jobs
 * @param before where the list of recent jobs goes on
 */
public record UsageQuery(
        Set<String> keyIds,
        Filter filter,
        Instant from,
        Instant to,
        ZoneId zone,
        Step step,
        List<String> groupBy,
        boolean isCompared,
        int limit,
        Optional<Cursor> before) {

    /** The word for telling usage apart by key. */
    public static final String KEY = "apiKey";

    /** More parts of a range than this are neither read nor told. */
    public static final int PARTS = 1_500;

    /** How many recent jobs, unless somebody asks for more or fewer. */
    static final int DEFAULT_LIMIT = 20;

    /** So many whole days and what there is of today, day by day. */
    static UsageQuery ofDays(Set<String> keyIds, Filter filter, ZoneId zone, int days, Instant now) {
        LocalDate first = now.atZone(zone).toLocalDate().minusDays(days);
        return used(keyIds, filter, first.atStartOfDay(zone).toInstant(), now, zone, Step.DAY);
    }

    /** What was used, without recent jobs. */
    static UsageQuery used(Set<String> keyIds, Filter filter, Instant from, Instant to, ZoneId zone, Step step) {
        return new UsageQuery(keyIds, filter, from, to, zone, step, List.of(), false, DEFAULT_LIMIT, Optional.empty());
    }

    /** The range of the same length that ends where this one begins. */
    public UsageQuery previous() {
        return new UsageQuery(
                keyIds,
                filter,
                from.minus(Duration.between(from, to)),
                from,
                zone,
                Step.TOTAL,
                List.of(),
                false,
                limit,
                Optional.empty());
    }

    /** Where the parts begin that are told apart. */
    public NavigableSet<Instant> starts() {
        return step.starts(from, to, zone, PARTS);
    }

    /** The dimensions among what it is grouped by. */
    List<Dimension> dimensions() {
        return groupBy.stream().flatMap(word -> Dimension.ofWord(word).stream()).toList();
    }

    boolean isByKey() {
        return groupBy.contains(KEY);
    }

    /** Whether it needs combinations of dimensions, or each on its own will do. */
    boolean isCrossed() {
        return !filter.isEmpty()
                || dimensions().size() > 1
                || (isByKey() && !dimensions().isEmpty());
    }
}
