package klinggateway.kling;

import java.time.Duration;
import java.util.Optional;
import klinggateway.kling.KlingTask.Deduction;

/** Kling that does not say what it took where it answers at once, for which nothing is documented. Its records say it later. */
public final class SilentKling extends ForwardingKling {

    public SilentKling(Kling real) {
        super(real);
    }

    @Override
    public Creation create(Create create, Duration timeout) {
        Creation creation = super.create(create, timeout);
        return creation instanceof Creation.Answered(var task)
                ? new Creation.Answered(withoutDeduction(task))
                : creation;
    }

    private static KlingTask withoutDeduction(KlingTask task) {
        return new KlingTask(
                task.id(),
                task.status(),
                task.message(),
                task.createdAt(),
                task.updatedAt(),
                task.outputs(),
                task.told(),
                new Deduction(Optional.empty(), Optional.empty()),
                task.requestId());
    }
}
