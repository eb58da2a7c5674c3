package klinggateway.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How sums are written in answers. */
public final class Money {

    private static final long CENT = 10_000;

    private Money() {}

    /** US dollars with at least two decimals and as many as are exact: {@code $0.21}, {@code $0.0035}, {@code -$1.40}. */
    public static String dollars(long microUsd) {
        BigDecimal exact = BigDecimal.valueOf(Math.abs(microUsd), 6).stripTrailingZeros();
        String digits = (exact.scale() < 2 ? exact.setScale(2, RoundingMode.UNNECESSARY) : exact).toPlainString();
        return (microUsd < 0 ? "-$" : "$") + digits;
    }

    /** The same of what is known no better than to a cent: {@code $0.21}, {@code $0.00}. */
    public static String wholeCents(long microUsd) {
        return wholeCents((double) microUsd);
    }

    /** The same of what is not a whole number. */
    public static String wholeCents(double microUsd) {
        return dollars(Math.round(microUsd / CENT) * CENT);
    }

    /** Kling units as an exact decimal: 2500 thousandths are 2.5. */
    public static BigDecimal units(long milliUnits) {
        BigDecimal exact = BigDecimal.valueOf(milliUnits, 3).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0, RoundingMode.UNNECESSARY) : exact;
    }
}
