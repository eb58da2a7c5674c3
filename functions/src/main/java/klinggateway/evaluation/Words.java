package klinggateway.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import klinggateway.usage.Money;

/** Numbers as sentences have them. Moments are told in UTC, which the gateway reckons usage in. */
final class Words {

    private static final long CENT = 10_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT);
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private Words() {}

    /** Dollars and whole cents that are enough. */
    static String enough(long microUsd) {
        return Money.dollars(Math.ceilDiv(microUsd, CENT) * CENT);
    }

    /** A number with at most one decimal, and with none from ten on. */
    static String number(double number) {
        return BigDecimal.valueOf(number)
                .setScale(Math.abs(number) < 10 ? 1 : 0, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A limit as it was set. */
    static String exact(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** A share from 0 to 1 as a percentage with at most one decimal. */
    static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }

    /** A share from 0 to 1 as numbers have it. */
    static BigDecimal share(double share) {
        return BigDecimal.valueOf(share).setScale(4, RoundingMode.HALF_EVEN);
    }

    static String duration(Duration length) {
        if (length.compareTo(TWO_MINUTES) < 0) {
            return amount(length.toMillis() / 1_000.0, "second");
        }
        if (length.compareTo(TWO_HOURS) < 0) {
            return amount(length.toSeconds() / 60.0, "minute");
        }
        return length.compareTo(TWO_DAYS) < 0
                ? amount(length.toSeconds() / 3_600.0, "hour")
                : amount(length.toMinutes() / 1_440.0, "day");
    }

    /** For instance {@code 1 job} or {@code 3 jobs}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String time(Instant moment) {
        return TIME.format(moment.atOffset(ZoneOffset.UTC));
    }

    static LocalDate day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** A key by its name, if it has one, and its id. */
    static String key(String id, Facts facts) {
        String name = facts.keyName(id);
        return name.equals(id) ? "Key " + id : "Key \"" + name + "\" (" + id + ")";
    }

    private static String amount(double number, String unit) {
        String digits = number(number);
        return digits + " " + unit + (digits.equals("1") ? "" : "s");
    }
}
