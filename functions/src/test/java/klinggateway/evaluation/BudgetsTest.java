package klinggateway.evaluation;

import static klinggateway.evaluation.MadeUpFacts.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Subject;
import org.junit.jupiter.api.Test;

class BudgetsTest {

    private static final long DOLLAR = 1_000_000;

    private final MadeUpFacts facts = new MadeUpFacts();

    @Test
    void each_part_that_is_spent_or_reserved_is_a_finding_of_the_month_and_limit() {
        facts.budgets.add(facts.budget(true, 100 * DOLLAR, 70 * DOLLAR, 10 * DOLLAR));

        List<Finding> found = facts.find(spent(50, 80, 81, 100));

        assertThat(found).extracting(Finding::threshold).containsExactly("50%", "80%");
        Finding finding = found.getLast();
        assertThat(finding.subject()).isEqualTo(new Subject(Subject.Sort.KEY, KEY));
        assertThat(finding.window()).isEqualTo("2026-11/100000000");
        assertThat(finding.sentence())
                .isEqualTo(
                        "Key \"team video\" (key_1) has used 80% of its monthly budget of $100.00: $70.00 spent and $10.00"
                                + " reserved for open jobs.");
        assertThat(finding.advice())
                .isEqualTo("$20.00 are left. Raise monthlyBudget with PATCH /api/keys/key_1 if that is too little.");
        assertThat(finding.evidence()).containsEntry("spent", "$70.00").containsEntry("limit", "$100.00");
        assertThat(finding.link()).isEqualTo("/?range=month&zone=UTC&apiKey=key_1");
    }

    @Test
    void a_part_that_was_passed_counts_until_the_budget_is_another_one() {
        facts.budgets.add(facts.budget(true, 100 * DOLLAR, 79 * DOLLAR, 0));

        Reading reading = facts.look(spent(80));

        assertThat(reading)
                .isEqualTo(new Reading.Known(
                        List.of(),
                        Set.of(new Reading.Lasting(new Subject(Subject.Sort.KEY, KEY), "2026-11/100000000"))));
    }

    @Test
    void advice_says_until_when_it_lasts_and_how_much_more_the_month_needs() {
        facts.budgets.add(facts.budget(true, 100 * DOLLAR, 80 * DOLLAR, 0));
        facts.forecasts.put(KEY, MadeUpFacts.forecast(60, 8 * DOLLAR));

        String advice = facts.find(spent(80)).getFirst().advice();

        // Half of today and ten days, at $8.
        assertThat(advice)
                .isEqualTo(
                        "$20.00 are left, which at the present rate will be used up on 2026-11-22. Raise monthlyBudget with"
                                + " PATCH /api/keys/key_1 by $64.00 to get through the month.");
    }

    @Test
    void what_is_missing_is_rounded_up_to_a_cent() {
        facts.budgets.add(facts.budget(true, 100 * DOLLAR + 15_999, 16 * DOLLAR + 16_000, 0));
        facts.forecasts.put(KEY, MadeUpFacts.forecast(60, 8 * DOLLAR));

        String advice = facts.find(new Condition.BudgetForecast(Optional.empty(), new TreeSet<>(List.of(100))))
                .getFirst()
                .advice();

        assertThat(advice).contains(" by $0.01 ($0.01 to be on the safe side)");
    }

    @Test
    void a_budget_that_is_used_up_says_until_when_nothing_can_be_ordered() {
        facts.budgets.add(facts.budget(true, 100 * DOLLAR, 100 * DOLLAR, 0));
        facts.budgets.add(facts.budget(false, 500 * DOLLAR, 499 * DOLLAR, DOLLAR));

        List<Finding> found = facts.find(spent(100));

        assertThat(found).extracting(Finding::threshold).containsExactly("100%", "100% of total");
        assertThat(found.getFirst().sentence()).endsWith("so nothing more can be ordered until 2026-12-01, 00:00 UTC.");
        assertThat(found.getLast().sentence()).endsWith("so nothing more can be ordered.");
        assertThat(found.getLast().window()).isEqualTo("total/500000000");
        assertThat(found.getLast().advice())
                .isEqualTo("Raise totalBudget with PATCH /api/keys/key_1, or order with another key.");
    }

    @Test
    void nothing_is_found_below_a_part_or_of_another_key() {
        facts.budgets.add(facts.budget(true, 100 * DOLLAR, 80 * DOLLAR - 1, 0));

        assertThat(facts.find(spent(80))).isEmpty();
        assertThat(facts.find(new Condition.BudgetSpent(Optional.of("other"), new TreeSet<>(List.of(50)))))
                .isEmpty();
    }

    @Test
    void a_budget_that_will_not_last_says_when_it_ends_and_what_is_missing() {
        // $80 and half of today and ten days at $8.
        facts.budgets.add(facts.budget(true, 163 * DOLLAR, 80 * DOLLAR, 0));
        facts.forecasts.put(KEY, MadeUpFacts.forecast(60, 8 * DOLLAR));

        Finding finding = facts.find(forecast(100)).getFirst();

        assertThat(finding.sentence())
                .isEqualTo(
                        "Key \"team video\" (key_1) is expected to use up its monthly budget of $163.00 on 2026-11-30: $80.00"
                                + " are spent or reserved, and the month will come to about $164.00 ($164.00 to $164.00 in four of five"
                                + " cases).");
        assertThat(finding.advice())
                .isEqualTo(
                        "Raise monthlyBudget with PATCH /api/keys/key_1 by $1.00 ($1.00 to be on the safe side), or order"
                                + " less.");
        assertThat(finding.evidence()).containsEntry("usedUpOn", "2026-11-30").containsEntry("expected", "$164.00");
        assertThat(finding.window()).isEqualTo("2026-11/163000000");
    }

    @Test
    void a_budget_that_lasts_or_is_not_monthly_or_has_too_little_past_is_not_told() {
        facts.forecasts.put(KEY, MadeUpFacts.forecast(60, 8 * DOLLAR));
        facts.budgets.add(facts.budget(true, 165 * DOLLAR, 80 * DOLLAR, 0));
        facts.budgets.add(facts.budget(false, 81 * DOLLAR, 80 * DOLLAR, 0));
        assertThat(facts.find(forecast(100))).isEmpty();

        facts.budgets.add(facts.budget(true, 81 * DOLLAR, 80 * DOLLAR, 0));
        facts.forecasts.put(KEY, MadeUpFacts.forecast(13, 8 * DOLLAR));

        assertThat(facts.find(forecast(100))).isEmpty();
    }

    @Test
    void what_was_expected_is_still_told_once_it_has_come_true() {
        facts.budgets.add(facts.budget(true, 80 * DOLLAR, 80 * DOLLAR, 0));
        facts.forecasts.put(KEY, MadeUpFacts.forecast(60, 8 * DOLLAR));

        assertThat(facts.find(forecast(100)).getFirst().sentence())
                .startsWith("Key \"team video\" (key_1) has used up its monthly budget");
    }

    @Test
    void what_cannot_be_read_is_unknown() {
        facts.isReadable = false;

        assertThat(facts.look(spent(80))).isInstanceOf(Reading.Unknown.class);
        assertThat(facts.look(forecast(80))).isInstanceOf(Reading.Unknown.class);
    }

    private static Condition spent(Integer... percent) {
        return new Condition.BudgetSpent(Optional.empty(), new TreeSet<>(List.of(percent)));
    }

    private static Condition forecast(Integer... percent) {
        return new Condition.BudgetForecast(Optional.empty(), new TreeSet<>(List.of(percent)));
    }
}
