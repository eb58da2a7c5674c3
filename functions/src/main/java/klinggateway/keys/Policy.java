package klinggateway.keys;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * What a key may spend and how.
 *
 * @param monthlyMicroUsd the most for a calendar month of {@code zone}, in millionths of a US dollar
 * @param totalMicroUsd the most for all time
 * @param requestsPerTenSeconds how many requests it may send in ten seconds
 * @param models the models it may order; empty for all
 * @param maxCostMicroUsd the most that one job may cost
 * @param queuedJobs how many of its jobs may wait for a slot of one pool, counted in jobs like the newest
 */
public record Policy(
        Optional<Long> monthlyMicroUsd,
        Optional<Long> totalMicroUsd,
        ZoneId zone,
        Optional<Integer> requestsPerTenSeconds,
        Set<String> models,
        Optional<Long> maxCostMicroUsd,
        int queuedJobs) {

    /** Anything, except to let more than a thousand jobs wait. */
    public static final Policy OPEN = new Policy(
            Optional.empty(), Optional.empty(), ZoneOffset.UTC, Optional.empty(), Set.of(), Optional.empty(), 1_000);

    /** The month that a moment belongs to by the key's calendar, for instance {@code 2026-11}. */
    public String month(Instant moment) {
        return YearMonth.from(moment.atZone(zone)).toString();
    }

    /** When a month that {@link #month} has named is over. */
    public Instant endOf(String month) {
        return YearMonth.parse(month).plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    }
}
