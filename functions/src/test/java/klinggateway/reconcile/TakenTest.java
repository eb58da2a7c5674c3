package klinggateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.Quote;
import klinggateway.kling.KlingTask.Cash;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.reconcile.Taken.Owed;
import org.junit.jupiter.api.Test;

class TakenTest {

    private static final Quote QUOTE = new Quote(1_500, 210_000, 140_000, "2026-09-20", Duration.ofSeconds(90));

    @Test
    void units_of_several_packs_are_added_up_and_charged_at_the_price_of_the_sale() {
        Taken taken = Taken.NOTHING.plus(units("1")).plus(units("1.5"));

        assertThat(taken.owed(QUOTE)).isEqualTo(new Owed.Known(new Charge(2_500, 350_000, true)));
    }

    @Test
    void dollars_are_charged_as_they_are() {
        Taken taken = Taken.NOTHING.plus(cash("0.2", "USD")).plus(cash("0.0058", "USD"));

        assertThat(taken.owed(QUOTE)).isEqualTo(new Owed.Known(new Charge(0, 205_800, true)));
    }

    @Test
    void records_of_nothing_mean_that_it_was_free() {
        assertThat(Taken.NOTHING.plus(units("0")).plus(cash("0", "CNY")).owed(QUOTE))
                .isEqualTo(new Owed.Known(Charge.NONE));
        assertThat(Taken.NOTHING.plus(units("1.5")).plus(units("-1.5")).owed(QUOTE))
                .isEqualTo(new Owed.Known(Charge.NONE));
    }

    @Test
    void what_would_have_to_be_guessed_is_unclear() {
        assertUnclear(Taken.NOTHING.plus(units("1")).plus(cash("0.2", "USD")), "both units and cash");
        assertUnclear(Taken.NOTHING.plus(cash("1", "USD")).plus(cash("1", "CNY")), "several currencies");
        assertUnclear(Taken.NOTHING.plus(cash("1.5", "CNY")), "no rate");
        assertUnclear(
                Taken.NOTHING.plus(
                        new Deduction(Optional.empty(), Optional.of(new Cash(BigDecimal.ONE, Optional.empty())))),
                "no rate");
        assertUnclear(Taken.NOTHING.plus(units("1")).plus(units("-2")), "gave back");
        assertUnclear(Taken.NOTHING.plus(cash("-1", "USD")), "gave back");
        assertUnclear(
                Taken.NOTHING.plus(units("1")).plus(new Deduction(Optional.empty(), Optional.empty())),
                "names no amount");
    }

    private static void assertUnclear(Taken taken, String reason) {
        assertThat(taken.owed(QUOTE))
                .isInstanceOfSatisfying(
                        Owed.Unclear.class,
                        unclear -> assertThat(unclear.reason()).contains(reason));
    }

    private static Deduction units(String number) {
        return new Deduction(Optional.of(new BigDecimal(number)), Optional.empty());
    }

    private static Deduction cash(String number, String currency) {
        return new Deduction(Optional.empty(), Optional.of(new Cash(new BigDecimal(number), Optional.of(currency))));
    }
}
