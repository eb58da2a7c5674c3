package klinggateway.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.alert.Reconciliations;
import klinggateway.job.Job;
import klinggateway.job.JobStore.Advance;
import klinggateway.kling.DeductionPage.Line;
import klinggateway.lifecycle.Correct;
import klinggateway.lifecycle.Deadline;

/**
 * Goes through a time day by day, oldest first, with what Kling took on that day, the day before and the day after, and settles
 * what was left at its estimate. A day that was not read to its end is not judged: a record that is missing could be in the rest.
 */
final class Reconciliation {

    private static final int DAYS_AT_ONCE = 3;
    private static final Duration TO_CORRECT = Duration.ofSeconds(2);

    private final KlingBooks kling;
    private final GatewayBooks gateway;
    private final Correct correct;
    private final Reconciliations outcomes;
    private final long microUsdPerUnit;
    private final InstantSource clock;

    /** @param microUsdPerUnit what a unit is worth that was taken for nobody knows what */
    Reconciliation(
            KlingBooks kling,
            GatewayBooks gateway,
            Correct correct,
            Reconciliations outcomes,
            long microUsdPerUnit,
            InstantSource clock) {
        this.kling = kling;
        this.gateway = gateway;
        this.correct = correct;
        this.outcomes = outcomes;
        this.microUsdPerUnit = microUsdPerUnit;
        this.clock = clock;
    }

    /**
     * Compares and corrects until all is done or {@code deadline} is near; what is left over is for the next run. What came of it is
     * kept in place of the run before.
     */
    Report run(Timespan span, Deadline deadline) {
        Instant now = clock.instant();
        Report.Draft draft = new Report.Draft(span, now);
        Deque<Window.Day> days = new ArrayDeque<>();
        Set<String> foreign = new HashSet<>();
        Instant reconciledTo = span.from();
        for (int next = -1; reconciledTo.isBefore(span.to()); next++) {
            Optional<Window.Day> read = read(span.day(next), now, deadline);
            if (read.isEmpty()) {
                break;
            }
            days.addLast(read.get());
            if (days.size() == DAYS_AT_ONCE) {
                Timespan day = span.day(next - 1).until(span.to());
                Window window = Window.of(days);
                days.removeFirst();
                if (!judge(window, day, deadline, draft)) {
                    break;
                }
                addForeign(window, days.getFirst().lines(), day, foreign, draft);
                reconciledTo = day.to();
            }
        }
        outcomes.put(draft.outcome(reconciledTo));
        return draft.finished(reconciledTo);
    }

    private Optional<Window.Day> read(Timespan day, Instant now, Deadline deadline) {
        if (day.until(now).isEmpty()) {
            return Optional.of(Window.Day.EMPTY);
        }
        return kling.read(day, now, deadline)
                .flatMap(lines -> gateway.read(day, deadline).map(jobs -> new Window.Day(lines, jobs)));
    }

    /** Whether there was time for all jobs of the day. */
    private boolean judge(Window window, Timespan day, Deadline deadline, Report.Draft draft) {
        for (Job job : window.endedIn(day)) {
            if (deadline.left().compareTo(TO_CORRECT) < 0) {
                return false;
            }
            judge(job, window.takenFor(job), draft);
        }
        return true;
    }

    private void judge(Job job, Optional<Taken> taken, Report.Draft draft) {
        switch (Verdict.of(job, taken)) {
            case Verdict.Matched() -> draft.addMatched();
            case Verdict.Undecided() -> draft.addUndecided();
            case Verdict.MissingThere() -> draft.addMissingThere(Finding.ofJob(job, taken, Optional.empty()), job);
            case Verdict.Differing(var reason, var by) ->
                draft.addDiffering(Finding.ofJob(job, taken, Optional.of(reason)), by);
            case Verdict.Unsettled(var owed) -> {
                switch (correct.correct(job, owed)) {
                    case Advance.Won(var written) ->
                        draft.addCorrected(Finding.ofJob(written, taken, Optional.empty()));
                    // Somebody else has settled it meanwhile, most likely at the same.
                    case Advance.Lost(var current) -> judge(current, taken, draft);
                }
            }
        }
    }

    private void addForeign(Window window, List<Line> lines, Timespan day, Set<String> known, Report.Draft draft) {
        for (String task : window.foreign(lines, day)) {
            if (known.add(task)) {
                Taken taken = window.taken().getOrDefault(task, Taken.NOTHING);
                draft.addMissingHere(Finding.ofTask(task, taken), taken.microUsd(microUsdPerUnit));
            }
        }
    }
}
