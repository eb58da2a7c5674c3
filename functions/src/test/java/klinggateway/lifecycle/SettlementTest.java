package klinggateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.Quote;
import klinggateway.kling.KlingTask;
import klinggateway.kling.KlingTask.Cash;
import klinggateway.kling.KlingTask.Deduction;
import klinggateway.kling.KlingTask.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {

    private static final Quote QUOTE = new Quote(1_500, 210_000, 140_000, "2026-09-20", Duration.ofSeconds(90));

    @ParameterizedTest
    @CsvSource({"1.5, 1500, 210000", "2.5, 2500, 350000", "0.05, 50, 7000", "4.4, 4400, 616000"})
    void units_are_charged_at_the_price_the_job_was_sold_at(BigDecimal units, long milliUnits, long microUsd) {
        Charge charge = Settlement.of(task(Status.SUCCEEDED, units(units)), QUOTE);

        assertThat(charge).isEqualTo(new Charge(milliUnits, microUsd, true));
    }

    @Test
    void dollars_of_the_balance_are_charged_as_they_are() {
        Charge charge = Settlement.of(task(Status.SUCCEEDED, cash("0.2058", "USD")), QUOTE);

        assertThat(charge).isEqualTo(new Charge(0, 205_800, true));
    }

    @Test
    void another_currency_leaves_the_estimate_unsettled() {
        Charge charge = Settlement.of(task(Status.SUCCEEDED, cash("1.5", "CNY")), QUOTE);

        assertThat(charge).isEqualTo(new Charge(1_500, 210_000, false));
    }

    @Test
    void a_success_without_a_word_about_its_cost_stays_at_its_estimate() {
        Deduction unsaid = new Deduction(Optional.empty(), Optional.empty());

        assertThat(Settlement.of(task(Status.SUCCEEDED, unsaid), QUOTE)).isEqualTo(new Charge(1_500, 210_000, false));
    }

    @Test
    void a_failure_costs_what_kling_says_and_nothing_if_it_says_nothing() {
        Deduction unsaid = new Deduction(Optional.empty(), Optional.empty());

        assertThat(Settlement.of(task(Status.FAILED, unsaid), QUOTE)).isEqualTo(Charge.NONE);
        assertThat(Settlement.of(task(Status.FAILED, units(new BigDecimal("1.5"))), QUOTE))
                .isEqualTo(new Charge(1_500, 210_000, true));
    }

    private static Deduction units(BigDecimal units) {
        return new Deduction(Optional.of(units), Optional.empty());
    }

    private static Deduction cash(String amount, String currency) {
        return new Deduction(Optional.empty(), Optional.of(new Cash(new BigDecimal(amount), Optional.of(currency))));
    }

    private static KlingTask task(Status status, Deduction deduction) {
        return new KlingTask(
                "1",
                status,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                deduction,
                Optional.empty());
    }
}
