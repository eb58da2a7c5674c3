package klinggateway.forecast;

import java.time.LocalDate;

/**
 * What was used on one day.
 *
 * @param microUsd what it cost, in millionths of a US dollar; less than nothing where more was settled than ordered
 * @param calls jobs
 */
public record DailyUse(LocalDate date, long microUsd, long calls) {

    boolean isAny() {
        return microUsd != 0 || calls != 0;
    }
}
