package klinggateway.lifecycle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.Quote;
import klinggateway.kling.KlingTask;
import klinggateway.kling.KlingTask.Cash;
import klinggateway.kling.KlingTask.Deduction;

/** What a finished task is charged, from what Kling says it took (docs/kling.md, Billing). */
public final class Settlement {

    private static final String DOLLARS = "USD";

    private Settlement() {}

    /**
     * Units at the price the job was sold at, or dollars of the account's balance. Where Kling says neither, a task that
     * succeeded stays at its estimate, not settled, and one that failed costs nothing.
     */
    static Charge of(KlingTask task, Quote quote) {
        Optional<Charge> said = of(task.deduction(), quote);
        if (said.isPresent()) {
            return said.get();
        }
        if (task.status() == KlingTask.Status.FAILED && task.deduction().cash().isEmpty()) {
            return Charge.NONE;
        }
        return new Charge(quote.milliUnits(), quote.microUsd(), quote.isPriced() && quote.milliUnits() == 0);
    }

    /** What a deduction costs at the price the job was sold at; nothing where it names no units and no dollars. */
    public static Optional<Charge> of(Deduction deduction, Quote quote) {
        Optional<BigDecimal> units = deduction.units();
        if (units.isPresent()) {
            BigDecimal microUsd = units.get().multiply(BigDecimal.valueOf(quote.microUsdPerUnit()));
            return Optional.of(new Charge(whole(units.get().movePointRight(3)), whole(microUsd), true));
        }
        return deduction
                .cash()
                .filter(Settlement::isDollars)
                .map(cash -> new Charge(0, whole(cash.amount().movePointRight(6)), true));
    }

    private static boolean isDollars(Cash cash) {
        return cash.currency().filter(DOLLARS::equals).isPresent();
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
