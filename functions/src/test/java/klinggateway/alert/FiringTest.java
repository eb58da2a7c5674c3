package klinggateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import klinggateway.alert.Reading.Known;
import klinggateway.alert.Reading.Lasting;
import klinggateway.alert.Reading.Unknown;
import klinggateway.alert.Transition.Clear;
import klinggateway.alert.Transition.Fire;
import klinggateway.alert.Transition.Note;
import org.junit.jupiter.api.Test;

class FiringTest {

    private static final Instant START = Instant.parse("2026-11-24T13:00:00Z");
    private static final Subject KEY = new Subject(Subject.Sort.KEY, "team");
    private static final Rule QUEUE =
            rule("queue-wait", new Condition.QueueWait(Optional.empty(), Duration.ofMinutes(30)));
    private static final Rule BUDGET = budget(80, 100);

    private final Map<State.Key, State> states = new HashMap<>();
    private final Firing firing = new Firing(new Random(1));
    private Instant now = START;

    @Test
    void what_is_found_fires_once_and_clears_once_it_has_been_gone_for_its_calm_time() {
        assertThat(next(QUEUE, found("30 min", ""))).hasOnlyElementsOfType(Fire.class);
        assertThat(next(QUEUE, found("30 min", ""))).isEmpty();

        assertThat(next(QUEUE, nothing())).hasOnlyElementsOfType(Note.class);
        now = now.plus(Duration.ofMinutes(4));
        assertThat(next(QUEUE, nothing())).isEmpty();
        now = now.plus(Duration.ofMinutes(1));

        assertThat(next(QUEUE, nothing()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Clear.class,
                        clear -> assertThat(clear.because())
                                .isEqualTo("It has not been so since 2026-11-24T13:00:00Z."));
        assertThat(next(QUEUE, nothing())).isEmpty();
    }

    @Test
    void what_comes_and_goes_neither_clears_nor_fires_again() {
        next(QUEUE, found("30 min", ""));

        for (int i = 0; i < 20; i++) {
            now = now.plus(Duration.ofMinutes(3));
            assertThat(next(QUEUE, i % 2 == 0 ? nothing() : found("30 min", "")))
                    .hasOnlyElementsOfType(Note.class);
        }
    }

    @Test
    void what_cannot_be_told_changes_nothing() {
        next(QUEUE, found("30 min", ""));
        next(QUEUE, nothing());
        now = now.plus(Duration.ofDays(1));

        assertThat(next(QUEUE, new Unknown("the table is down"))).isEmpty();
        assertThat(firing.next(List.of(QUEUE), states.values(), Map.of(), now)).isEmpty();
    }

    @Test
    void a_budget_fires_once_in_its_window_however_often_it_is_passed() {
        assertThat(next(BUDGET, found("80%", "2026-11 of 10"))).hasOnlyElementsOfType(Fire.class);
        // A job has failed, and its part of the budget is free again.
        assertThat(next(BUDGET, new Known(List.of(), Set.of(new Lasting(KEY, "2026-11 of 10")))))
                .isEmpty();
        assertThat(next(BUDGET, found("80%", "2026-11 of 10"))).isEmpty();

        assertThat(next(BUDGET, new Known(List.of(), Set.of(new Lasting(KEY, "2026-11 of 20")))))
                .hasOnlyElementsOfType(Clear.class);
        assertThat(next(BUDGET, found("80%", "2026-11 of 10"))).isEmpty();
        assertThat(next(BUDGET, found("80%", "2026-11 of 20"))).hasOnlyElementsOfType(Fire.class);
    }

    @Test
    void a_forecast_that_has_cleared_is_told_again_in_the_same_month_once_a_week_has_passed() {
        Rule forecast =
                rule("budget-forecast", new Condition.BudgetForecast(Optional.empty(), new TreeSet<>(List.of(100))));
        Known expected = new Known(List.of(finding("100%", "2026-11 of 10")));
        assertThat(next(forecast, expected)).hasOnlyElementsOfType(Fire.class);
        assertThat(next(forecast, nothing())).hasOnlyElementsOfType(Note.class);
        now = now.plus(Duration.ofHours(6));
        assertThat(next(forecast, nothing())).hasOnlyElementsOfType(Clear.class);

        now = START.plus(Duration.ofDays(7)).minusSeconds(1);
        assertThat(next(forecast, expected)).isEmpty();
        now = START.plus(Duration.ofDays(7));

        assertThat(next(forecast, expected)).hasOnlyElementsOfType(Fire.class);
        now = START.plus(Duration.ofDays(20));
        assertThat(next(forecast, expected)).isEmpty();
    }

    @Test
    void a_window_that_is_over_clears_before_the_next_fires() {
        next(BUDGET, found("80%", "2026-11 of 10"));

        List<Transition> over = next(BUDGET, found("80%", "2026-12 of 10"));
        List<Transition> anew = next(BUDGET, found("80%", "2026-12 of 10"));

        assertThat(over)
                .singleElement()
                .isInstanceOfSatisfying(
                        Clear.class, clear -> assertThat(clear.because()).contains("2026-11 of 10, which is over"));
        assertThat(anew).hasOnlyElementsOfType(Fire.class);
    }

    @Test
    void thresholds_fire_and_clear_each_on_its_own() {
        Known both = new Known(List.of(finding("80%", "w"), finding("100%", "w"), finding("80%", "w")));

        assertThat(next(BUDGET, both)).hasSize(2).hasOnlyElementsOfType(Fire.class);
        assertThat(next(BUDGET, new Known(List.of(finding("80%", "w")))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Clear.class,
                        clear -> assertThat(clear.read().key().threshold()).isEqualTo("100%"));
    }

    @Test
    void a_rule_that_is_off_deleted_or_changed_clears_what_was_firing() {
        next(BUDGET, found("80%", "w"));
        Rule off = Rule.of(
                BUDGET.id(), BUDGET.name(), BUDGET.condition(), Optional.empty(), true, false, Optional.empty());
        Known lasting = new Known(List.of(), Set.of(new Lasting(KEY, "w")));

        assertThat(because(firing.next(List.of(off), states.values(), Map.of(), now)))
                .isEqualTo(Firing.SWITCHED_OFF);
        assertThat(because(firing.next(List.of(), states.values(), Map.of(), now)))
                .isEqualTo(Firing.DELETED);
        assertThat(because(firing.next(List.of(budget(90)), states.values(), Map.of(budget(90), lasting), now)))
                .isEqualTo(Firing.CHANGED);
    }

    @Test
    void a_rule_that_is_changed_and_still_finds_it_goes_on_firing() {
        next(BUDGET, found("80%", "w"));
        Rule changed = budget(80, 90);

        assertThat(next(changed, found("80%", "w"))).hasOnlyElementsOfType(Note.class);
        assertThat(next(changed, found("80%", "w"))).isEmpty();
        assertThat(next(changed, new Known(List.of(), Set.of(new Lasting(KEY, "w")))))
                .isEmpty();
    }

    /** Plays the transitions of one rule. */
    private List<Transition> next(Rule rule, Reading reading) {
        List<Transition> transitions = firing.next(List.of(rule), states.values(), Map.of(rule, reading), now);
        transitions.stream().map(FiringTest::written).forEach(state -> states.put(state.key(), state));
        return transitions;
    }

    static State written(Transition transition) {
        return switch (transition) {
            case Fire fire -> fire.next();
            case Clear clear -> clear.next();
            case Note note -> note.next();
        };
    }

    private static String because(List<Transition> transitions) {
        assertThat(transitions).singleElement().isInstanceOf(Clear.class);
        return ((Clear) transitions.getFirst()).because();
    }

    private static Known nothing() {
        return new Known(List.of());
    }

    private static Known found(String threshold, String window) {
        return new Known(List.of(finding(threshold, window)), Set.of(new Lasting(KEY, window)));
    }

    static Finding finding(String threshold, String window) {
        return new Finding(KEY, threshold, window, "It is so.", "Do something.", Map.of("part", 0.8), "/");
    }

    private static Rule budget(Integer... percent) {
        return rule("budget-spent", new Condition.BudgetSpent(Optional.empty(), new TreeSet<>(List.of(percent))));
    }

    static Rule rule(String id, Condition condition) {
        return Rule.of(id, id, condition, Optional.empty(), true, true, Optional.empty());
    }
}
