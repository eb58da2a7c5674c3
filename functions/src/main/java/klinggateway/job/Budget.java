package klinggateway.job;

import java.util.Optional;

/**
 * What a key has spent in a period, and what is reserved for its open jobs.
 *
 * @param period a month such as {@code 2026-11}, or {@link #TOTAL}
 * @param limitMicroUsd the most it may come to, in millionths of a US dollar
 */
public record Budget(String period, Optional<Long> limitMicroUsd, long spentMicroUsd, long reservedMicroUsd) {

    /** The period that never ends. */
    public static final String TOTAL = "total";

    /** What of {@code limit} is neither spent nor reserved; less than nothing where the limit came later. */
    public long leftOf(long limit) {
        return limit - spentMicroUsd - reservedMicroUsd;
    }
}
