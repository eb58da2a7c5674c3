package klinggateway.advice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import klinggateway.usage.Money;

/** Numbers as sentences have them. */
final class Words {

    private static final long MICRO_USD_PER_CENT = 10_000;

    private Words() {}

    /** Dollars and whole cents, rounded down: advice never promises more than there is. */
    static String dollars(long microUsd) {
        return Money.dollars(microUsd - Math.floorMod(microUsd, MICRO_USD_PER_CENT));
    }

    /** A part of a whole from 0 to 1, with four digits. */
    static BigDecimal share(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_EVEN);
    }

    /** The same as a percentage, for instance {@code 12.5%}. */
    static String percent(BigDecimal share) {
        return share.movePointRight(2)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }

    /** The day of a moment, in UTC. */
    static String day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Hours with one decimal. */
    static BigDecimal hours(Duration time) {
        return BigDecimal.valueOf(time.toMillis())
                .divide(BigDecimal.valueOf(Duration.ofHours(1).toMillis()), 1, RoundingMode.HALF_EVEN);
    }
}
