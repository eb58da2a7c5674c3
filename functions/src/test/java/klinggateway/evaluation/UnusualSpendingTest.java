package klinggateway.evaluation;

import static klinggateway.evaluation.MadeUpFacts.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToLongFunction;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;
import klinggateway.alert.Subject;
import klinggateway.evaluation.Facts.Spending;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;
import klinggateway.usage.Status;
import org.junit.jupiter.api.Test;

/** Half of the hour is over. */
class UnusualSpendingTest {

    private static final long DOLLAR = 1_000_000;
    private static final Condition TRIPLE = new Condition.Spending(Optional.empty(), 3, 5 * DOLLAR);

    private final MadeUpFacts facts = new MadeUpFacts();

    @Test
    void three_times_the_same_hour_of_the_weekday_is_told_with_what_explains_it() {
        // Mondays are dear, and no matter.
        spent(9 * DOLLAR, 56, day -> day % 7 == 0 ? 3 * DOLLAR : 100 * DOLLAR);
        facts.recent = new Cube(
                Map.of(
                        MadeUpFacts.cell("kling-v3", "pro", Status.OPEN, Cell.NO_ERROR),
                        MadeUpFacts.calls(10, 7 * DOLLAR),
                        MadeUpFacts.cell("kling-v2-6", "std", Status.OPEN, Cell.NO_ERROR),
                        MadeUpFacts.calls(10, 2 * DOLLAR)),
                Map.of());

        Finding finding = facts.find(TRIPLE).getFirst();

        assertThat(finding.subject()).isEqualTo(new Subject(Subject.Sort.KEY, KEY));
        assertThat(finding.threshold()).isEqualTo("3 times");
        assertThat(finding.window()).isEmpty();
        assertThat(finding.sentence())
                .isEqualTo(
                        "Key \"team video\" (key_1) spent $9.00 since 11:30 UTC, where $3.00 are usual at this hour of this"
                                + " weekday, 3 times as much, most of it ($7.00) by kling-v3 in mode pro.");
        assertThat(finding.advice())
                .isEqualTo("If nobody means to order that much, revoke the key with DELETE /api/keys/key_1 or give it a"
                        + " monthlyBudget; at this rate it spends $216.00 a day.");
        assertThat(finding.evidence()).containsEntry("usual", "$3.00").containsEntry("model", "kling-v3");
        assertThat(finding.link())
                .isEqualTo("/?range=custom&zone=UTC&granularity=minute&from=2026-11-20T11%3A30%3A00Z"
                        + "&to=2026-11-20T12%3A30%3A00Z&apiKey=key_1&model=kling-v3");
    }

    @Test
    void just_below_the_factor_or_the_least_is_quiet() {
        spent(9 * DOLLAR - 1, 56, day -> 3 * DOLLAR);
        assertThat(facts.find(TRIPLE)).isEmpty();

        spent(6 * DOLLAR - 1, 56, day -> DOLLAR);
        assertThat(facts.find(TRIPLE)).isEmpty();

        spent(6 * DOLLAR, 56, day -> DOLLAR);
        assertThat(facts.find(TRIPLE)).hasSize(1);
    }

    @Test
    void with_fewer_than_four_weeks_all_days_are_compared_and_with_fewer_than_seven_days_none() {
        spent(9 * DOLLAR, 27, day -> day % 7 == 0 ? 100 * DOLLAR : 3 * DOLLAR);
        assertThat(facts.find(TRIPLE).getFirst().sentence()).contains("where $3.00 are usual at this hour, 3 times");

        spent(900 * DOLLAR, 6, day -> 3 * DOLLAR);
        assertThat(facts.find(TRIPLE)).isEmpty();
    }

    @Test
    void the_hour_before_counts_as_far_as_the_sixty_minutes_reach_into_it() {
        HoursBefore before = new HoursBefore(7, 7, all(7, 2 * DOLLAR), all(7, 4 * DOLLAR));

        assertThat(before.usual(0)).isEqualTo(OptionalDouble.of(2 * DOLLAR));
        assertThat(before.usual(0.25)).isEqualTo(OptionalDouble.of(2.5 * DOLLAR));
        assertThat(before.usual(1)).isEqualTo(OptionalDouble.of(4 * DOLLAR));
    }

    @Test
    void where_nothing_is_usual_no_multiple_is_told() {
        spent(5 * DOLLAR, 56, day -> 0);

        assertThat(facts.find(TRIPLE).getFirst().sentence())
                .isEqualTo(
                        "Key \"team video\" (key_1) spent $5.00 since 11:30 UTC, where next to nothing is usual at this hour"
                                + " of this weekday.");
    }

    @Test
    void another_key_than_the_one_that_is_named_is_not_looked_at() {
        spent(900 * DOLLAR, 56, day -> DOLLAR);

        assertThat(facts.find(new Condition.Spending(Optional.of("other"), 3, DOLLAR)))
                .isEmpty();
        assertThat(facts.find(new Condition.Spending(Optional.of(KEY), 3, DOLLAR)))
                .hasSize(1);
    }

    @Test
    void what_cannot_be_read_is_unknown() {
        facts.isReadable = false;

        assertThat(facts.look(TRIPLE))
                .isEqualTo(new Reading.Unknown("java.lang.IllegalStateException: the source is away"));
    }

    private void spent(long microUsd, int days, IntToLongFunction daysAgo) {
        Map<Integer, Long> hours = new HashMap<>();
        for (int day = 1; day <= days; day++) {
            hours.put(day, daysAgo.applyAsLong(day));
        }
        facts.spending.put(KEY, new Spending(microUsd, new HoursBefore(days, days, hours, hours)));
    }

    private static Map<Integer, Long> all(int days, long microUsd) {
        Map<Integer, Long> hours = new HashMap<>();
        for (int day = 1; day <= days; day++) {
            hours.put(day, microUsd);
        }
        return hours;
    }
}
