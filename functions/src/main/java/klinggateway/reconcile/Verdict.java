package klinggateway.reconcile;

import java.util.Optional;
import klinggateway.job.Charge;
import klinggateway.job.Job;
import klinggateway.job.JobState;
import klinggateway.reconcile.Taken.Owed;

/** How a job that has ended compares with what Kling took for its task. */
sealed interface Verdict {

    record Matched() implements Verdict {}

    /** It was left at its estimate, and Kling says what it really cost. */
    record Unsettled(Charge owed) implements Verdict {}

    /**
     * It is charged something else than Kling took.
     *
     * @param byMicroUsd how far off the charge is, in millionths of a US dollar; nothing where nobody can tell
     */
    record Differing(String reason, long byMicroUsd) implements Verdict {}

    /** It is charged, and Kling has no record of it. */
    record MissingThere() implements Verdict {}

    /** It has only run out of time; its real end, if there is one, will say what it costs. */
    record Undecided() implements Verdict {}

    /**
     * Compares both.
     *
     * @param taken nothing if Kling has no record of the job's task
     */
    static Verdict of(Job job, Optional<Taken> taken) {
        if (job.state() == JobState.EXPIRED) {
            return new Undecided();
        }
        Charge charge = job.charge();
        if (taken.isEmpty()) {
            boolean isCharged = charge.milliUnits() != 0 || charge.microUsd() != 0;
            return isCharged ? new MissingThere() : new Matched();
        }
        return switch (taken.get().owed(job.quote())) {
            case Owed.Unclear(var reason) -> new Differing(reason, 0);
            case Owed.Known(var owed) when !charge.settled() -> new Unsettled(owed);
            case Owed.Known(var owed) when owed.equals(charge) -> new Matched();
            case Owed.Known(var owed) ->
                new Differing(
                        "It was settled at something else than Kling's records say",
                        Math.abs(owed.microUsd() - charge.microUsd()));
        };
    }
}
