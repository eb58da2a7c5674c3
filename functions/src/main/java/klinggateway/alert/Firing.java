package klinggateway.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import klinggateway.alert.Reading.Known;
import klinggateway.alert.Reading.Lasting;
import klinggateway.alert.Transition.Clear;
import klinggateway.alert.Transition.Fire;
import klinggateway.alert.Transition.Note;

/**
 * Decides what fires and what clears. For each rule, subject and threshold the two alternate, and something fires at most once in each
 * of its windows, or in one of some days where what was said of a window may change.
 */
public final class Firing {

    static final String DELETED = "The rule was deleted.";
    static final String SWITCHED_OFF = "The rule was switched off.";
    static final String CHANGED = "The rule was changed, and does not ask for this any more.";

    private final RandomGenerator random;

    public Firing(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What changes.
     *
     * @param rules all there are, also those that are off
     * @param states all that is remembered
     * @param readings of the rules that are on; one that is missing cannot be told
     */
    public List<Transition> next(
            Collection<Rule> rules, Collection<State> states, Map<Rule, Reading> readings, Instant now) {
        List<Transition> transitions = new ArrayList<>();
        Map<String, List<State>> byRule = states.stream()
                .collect(Collectors.groupingBy(state -> state.key().ruleId()));
        for (Rule rule : rules) {
            List<State> own = Optional.ofNullable(byRule.remove(rule.id())).orElse(List.of());
            if (!rule.isOn()) {
                transitions.addAll(clearAll(own, SWITCHED_OFF));
            } else if (readings.get(rule) instanceof Known known) {
                transitions.addAll(new Of(rule, own, now).next(known));
            }
        }
        byRule.values().forEach(orphans -> transitions.addAll(clearAll(orphans, DELETED)));
        return transitions;
    }

    private static List<Transition> clearAll(List<State> states, String because) {
        return states.stream()
                .filter(state -> state.firing().isPresent())
                .<Transition>map(state -> new Clear(state, state.cleared(), because))
                .toList();
    }

    /** One rule. */
    private final class Of {

        private final Rule rule;
        private final String asked;
        private final Map<State.Key, State> states;
        private final Instant now;
        private final List<Transition> transitions = new ArrayList<>();

        Of(Rule rule, List<State> states, Instant now) {
            this.rule = rule;
            this.asked = RuleJson.asked(rule.condition());
            this.states = new HashMap<>(states.stream().collect(Collectors.toMap(State::key, Function.identity())));
            this.now = now;
        }

        List<Transition> next(Known known) {
            Set<State.Key> seen = new HashSet<>();
            for (Finding finding : known.findings()) {
                State.Key key = State.Key.of(rule, finding);
                if (seen.add(key)) {
                    found(key, finding, Optional.ofNullable(states.remove(key)));
                }
            }
            states.values().stream()
                    .filter(state -> state.firing().isPresent())
                    .forEach(state -> gone(state, known.lasting()));
            return transitions;
        }

        private void found(State.Key key, Finding finding, Optional<State> read) {
            Optional<State> firing = read.filter(state -> state.firing().isPresent());
            boolean isKnown = read.filter(state -> state.window().equals(finding.window()))
                    .isPresent();
            if (firing.isPresent()) {
                State state = firing.get();
                if (!isKnown) {
                    // What is found in the new window fires the next time: the two are never told at once.
                    clear(state, "This was for " + state.window() + ", which is over.");
                } else if (state.goneSince().isPresent() || !state.asked().equals(asked)) {
                    transitions.add(new Note(state, state.found(asked)));
                }
            } else if (!isKnown || finding.window().isEmpty() || mayFireAgain(read)) {
                String id = Alert.newId(now, random.nextLong());
                State next = read.map(state -> state.fired(id, now, finding.window(), asked))
                        .orElseGet(() -> State.first(key, id, now, finding.window(), asked));
                transitions.add(new Fire(read, next, Alert.of(id, rule, finding, now)));
            }
        }

        /** In the window that it last fired in. */
        private boolean mayFireAgain(Optional<State> read) {
            return read.flatMap(state -> Kind.again(rule.condition())
                            .map(pause -> state.firedAt().plus(pause)))
                    .filter(from -> !now.isBefore(from))
                    .isPresent();
        }

        private void gone(State state, Set<Lasting> lasting) {
            if (!state.asked().equals(asked)) {
                clear(state, CHANGED);
            } else if (!lasting.contains(new Lasting(state.key().subject(), state.window()))) {
                calm(state, Kind.calm(rule.condition()));
            }
        }

        private void calm(State state, Duration needed) {
            if (needed.isZero()) {
                clear(state, "It is not so any more.");
            } else if (state.goneSince().isEmpty()) {
                transitions.add(new Note(state, state.gone(now)));
            } else if (!now.isBefore(state.goneSince().get().plus(needed))) {
                clear(state, "It has not been so since " + state.goneSince().get() + ".");
            }
        }

        private void clear(State state, String because) {
            transitions.add(new Clear(state, state.cleared(), because));
        }
    }
}
