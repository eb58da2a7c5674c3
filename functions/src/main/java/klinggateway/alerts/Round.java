package klinggateway.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import klinggateway.Steps;
import klinggateway.alert.Alert;
import klinggateway.alert.AlertStore;
import klinggateway.alert.Firing;
import klinggateway.alert.Reading;
import klinggateway.alert.Rule;
import klinggateway.alert.Rules;
import klinggateway.alert.State;
import klinggateway.alert.Transition;
import klinggateway.alert.Transition.Clear;
import klinggateway.alert.Transition.Fire;
import klinggateway.alert.Transition.Note;
import klinggateway.alert.Watch;
import klinggateway.lifecycle.Deadline;
import klinggateway.log.EventLog;
import klinggateway.log.Line;

/** Looks at all rules, has fired what is found and cleared what is not, and tells of both. */
final class Round {

    /** Each loss means that somebody was told of the alert meanwhile, or that another run was faster. */
    private static final int TRIES = 3;

    private final Rules rules;
    private final AlertStore alerts;
    private final Watch watch;
    private final Messenger messenger;
    private final Firing firing;
    private final EventLog log;
    private final InstantSource clock;

    Round(
            Rules rules,
            AlertStore alerts,
            Watch watch,
            Messenger messenger,
            EventLog log,
            InstantSource clock,
            RandomGenerator random) {
        this.rules = rules;
        this.alerts = alerts;
        this.watch = watch;
        this.messenger = messenger;
        this.firing = new Firing(random);
        this.log = log;
        this.clock = clock;
    }

    /** What a run did, as Lambda's answer to a schedule. */
    record Report(int rules, int unknown, int fired, int cleared, int told) {}

    /** One run. A step that fails keeps no other from running; the first failure is thrown at the end. */
    Report run(Deadline deadline) {
        Instant now = clock.instant();
        Map<String, Rule> all = new HashMap<>();
        rules.all().forEach(rule -> all.put(rule.id(), rule));
        Steps steps = new Steps();
        Run run = new Run(now);
        steps.run(() -> run.evaluate(all, steps));
        steps.run(() -> run.told = messenger.tell(all, deadline, steps));
        Report report = new Report(all.size(), run.unknown, run.fired, run.cleared, run.told);
        log.write(Line.of("ran")
                .with("function", "alerts")
                .with("rules", report.rules())
                .with("unknown", report.unknown())
                .with("fired", report.fired())
                .with("cleared", report.cleared())
                .with("told", report.told())
                .with("ms", Duration.between(now, clock.instant()).toMillis()));
        steps.finish();
        return report;
    }

    /** What one run has counted. */
    private final class Run {

        private final Instant now;
        private int unknown;
        private int fired;
        private int cleared;
        private int told;

        Run(Instant now) {
            this.now = now;
        }

        void evaluate(Map<String, Rule> all, Steps steps) {
            // Before anything is looked at: what another run writes from now on, it knows better than this one.
            List<State> states = alerts.states();
            List<Rule> on = all.values().stream().filter(Rule::isOn).toList();
            Map<Rule, Reading> readings = watch.look(on, now);
            readings.forEach((rule, reading) -> {
                if (reading instanceof Reading.Unknown(var reason)) {
                    unknown++;
                    log.write(Line.of("alertUnknown").with("rule", rule.id()).with("reason", reason));
                }
            });
            firing.next(all.values(), states, readings, now)
                    .forEach(transition -> steps.run(() -> carryOut(transition)));
        }

        private void carryOut(Transition transition) {
            switch (transition) {
                case Fire(var read, var next, var alert) -> {
                    if (alerts.fire(read, next, alert)) {
                        fired++;
                        log.write(AlertLines.fired(alert));
                    }
                }
                case Clear clear -> clear(clear);
                case Note(var read, var next) -> alerts.note(read, next);
            }
        }

        private void clear(Clear clear) {
            String id = clear.read().firing().orElseThrow();
            Optional<Alert> done = Optional.empty();
            for (int i = 0; i < TRIES && done.isEmpty(); i++) {
                Alert alert = alerts.find(List.of(id)).stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the alert " + id + " is gone"));
                Alert next = alert.cleared(clear.because(), now);
                done = alerts.clear(clear.read(), clear.next(), alert, next) ? Optional.of(next) : Optional.empty();
            }
            done.ifPresent(alert -> {
                cleared++;
                log.write(AlertLines.cleared(alert));
            });
        }
    }
}
