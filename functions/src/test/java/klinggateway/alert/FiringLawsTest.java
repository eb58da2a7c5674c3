package klinggateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import klinggateway.alert.Reading.Known;
import klinggateway.alert.Transition.Clear;
import klinggateway.alert.Transition.Fire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is found, lost, unknown, switched and changed, in any order: drawn from seeds. */
class FiringLawsTest {

    private static final Instant START = Instant.parse("2026-11-24T13:00:00Z");
    private static final int STEPS = 400;

    private final Map<State.Key, State> states = new HashMap<>();
    private final Map<State.Key, List<Transition>> told = new HashMap<>();

    static List<Integer> seeds() {
        return IntStream.range(0, 60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fires_and_clears_alternate_no_window_fires_twice_in_a_week_and_all_clears_in_the_end(int seed) {
        Random random = new Random(seed);
        Firing firing = new Firing(random);
        Instant now = START;
        List<Rule> rules = List.of();
        for (int i = 0; i < STEPS; i++) {
            now = now.plusSeconds(random.nextLong(random.nextInt(10) == 0 ? 3 * 86_400 : 600));
            rules = random.nextInt(10) == 0 || rules.isEmpty() ? draw(random) : rules;
            Map<Rule, Reading> readings = new HashMap<>();
            for (Rule rule : rules) {
                readings.put(rule, random.nextInt(8) == 0 ? new Reading.Unknown("?") : reading(random, i));
            }
            // Two evaluators that have read the same: of what both want to write over one state, one goes through.
            List<Transition> first = firing.next(rules, List.copyOf(states.values()), readings, now);
            List<Transition> second = firing.next(rules, List.copyOf(states.values()), readings, now);
            first.forEach(this::write);
            second.forEach(this::write);
        }
        List<Rule> last = draw(random);
        for (int i = 0; i < 3; i++) {
            Map<Rule, Reading> nothing = new HashMap<>();
            last.forEach(rule -> nothing.put(rule, new Known(List.of())));
            firing.next(last, List.copyOf(states.values()), nothing, now).forEach(this::write);
            now = now.plus(Duration.ofDays(1));
        }

        assertThat(told).isNotEmpty();
        told.values().forEach(FiringLawsTest::assertLaws);
        assertThat(states.values()).allMatch(state -> state.firing().isEmpty());
    }

    private static void assertLaws(List<Transition> transitions) {
        Map<String, Instant> windows = new HashMap<>();
        for (int i = 0; i < transitions.size(); i++) {
            if (i % 2 == 0) {
                assertThat(transitions.get(i)).isInstanceOf(Fire.class);
                Fire fire = (Fire) transitions.get(i);
                Instant firedAt = fire.alert().firedAt();
                // Windows of this test never come back once they are over.
                Optional<Instant> before =
                        Optional.ofNullable(windows.put(fire.next().window(), firedAt));
                assertThat(fire.next().window().isEmpty()
                                || before.isEmpty()
                                || (fire.alert().kind().equals("budgetForecast")
                                        && !firedAt.isBefore(before.get().plus(Duration.ofDays(7)))))
                        .isTrue();
            } else {
                assertThat(transitions.get(i)).isInstanceOf(Clear.class);
            }
        }
        assertThat(transitions.size() % 2).isZero();
    }

    private void write(Transition transition) {
        State next = FiringTest.written(transition);
        long known =
                Optional.ofNullable(states.get(next.key())).map(State::version).orElse(0L);
        if (next.version() == known + 1) {
            states.put(next.key(), next);
            if (!(transition instanceof Transition.Note)) {
                told.computeIfAbsent(next.key(), unseen -> new ArrayList<>()).add(transition);
            }
        }
    }

    /** Both sorts of windows: one thing that fires each time, one that fires once in a hundred steps. */
    private static Known reading(Random random, int step) {
        List<Finding> findings = new ArrayList<>();
        Set<Reading.Lasting> lasting = new HashSet<>();
        String window = "window " + step / 100;
        for (String threshold : List.of("a", "b")) {
            if (random.nextBoolean()) {
                findings.add(FiringTest.finding(threshold, ""));
            }
            if (random.nextBoolean()) {
                findings.add(FiringTest.finding(threshold + " in a window", window));
            }
        }
        if (random.nextBoolean()) {
            lasting.add(new Reading.Lasting(FiringTest.finding("a", "").subject(), window));
        }
        return new Known(findings, lasting);
    }

    /** Some of the rules, some of them changed or off. */
    private static List<Rule> draw(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (String id : List.of("one", "two", "three")) {
            if (random.nextInt(4) > 0) {
                SortedSet<Integer> percent = new TreeSet<>(List.of(random.nextInt(1, 3)));
                Condition condition = switch (random.nextInt(3)) {
                    case 0 -> new Condition.DeadLetters();
                    case 1 -> new Condition.BudgetSpent(Optional.empty(), percent);
                    default -> new Condition.BudgetForecast(Optional.empty(), percent);
                };
                rules.add(Rule.of(id, id, condition, Optional.empty(), true, random.nextInt(4) > 0, Optional.empty()));
            }
        }
        return rules;
    }
}
