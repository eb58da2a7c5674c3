package klinggateway.reconcile;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import klinggateway.job.Charge;
import klinggateway.job.Quote;
import klinggateway.kling.KlingTask.Cash;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.lifecycle.Settlement;

/**
 * What Kling took for one task, added up over all records about it. Units and currencies are kept apart.
 *
 * @param cash by currency; an amount without one is under {@link #NO_CURRENCY}
 * @param isReadable whether every record names an amount
 */
record Taken(BigDecimal units, Map<String, BigDecimal> cash, boolean isReadable) {

    static final Taken NOTHING = new Taken(BigDecimal.ZERO, Map.of(), true);
    static final String NO_CURRENCY = "?";
    private static final String DOLLARS = "USD";

    Taken {
        cash = Map.copyOf(cash);
    }

    /** What the task should be charged. */
    sealed interface Owed {

        record Known(Charge charge) implements Owed {}

        /** Nobody can tell without guessing. */
        record Unclear(String reason) implements Owed {}
    }

    Taken plus(Deduction deduction) {
        Map<String, BigDecimal> sums = new TreeMap<>(cash);
        deduction
                .cash()
                .ifPresent(more -> sums.merge(more.currency().orElse(NO_CURRENCY), more.amount(), BigDecimal::add));
        return new Taken(
                units.add(deduction.units().orElse(BigDecimal.ZERO)),
                sums,
                isReadable && (deduction.units().isPresent() || deduction.cash().isPresent()));
    }

    /** What it is worth, in millionths of a US dollar, as far as that can be told without knowing what it was taken for. */
    long microUsd(long microUsdPerUnit) {
        return units.multiply(BigDecimal.valueOf(microUsdPerUnit))
                .add(cash.getOrDefault(DOLLARS, BigDecimal.ZERO).movePointRight(6))
                .longValue();
    }

    /** What a job that was sold at {@code quote} should be charged. */
    Owed owed(Quote quote) {
        Map<String, BigDecimal> paid = new TreeMap<>(cash);
        paid.values().removeIf(amount -> amount.signum() == 0);
        if (!isReadable) {
            return new Owed.Unclear("A record of Kling's names no amount");
        }
        if (units.signum() < 0 || paid.values().stream().anyMatch(amount -> amount.signum() < 0)) {
            return new Owed.Unclear("Kling gave back more than it took");
        }
        if (paid.size() + units.signum() > 1) {
            return new Owed.Unclear("Kling took both units and cash, or cash in several currencies");
        }
        if (paid.isEmpty() && units.signum() == 0) {
            return new Owed.Known(Charge.NONE);
        }
        Deduction all = new Deduction(
                Optional.of(units).filter(some -> some.signum() > 0),
                paid.entrySet().stream()
                        .findFirst()
                        .map(entry -> new Cash(entry.getValue(), Optional.of(entry.getKey()))));
        return Settlement.of(all, quote)
                .<Owed>map(Owed.Known::new)
                .orElseGet(() -> new Owed.Unclear("Kling took cash in a currency that has no rate here"));
    }
}
