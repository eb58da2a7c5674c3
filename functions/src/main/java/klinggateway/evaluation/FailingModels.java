package klinggateway.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.link.Link;
import klinggateway.usage.Cell;
import klinggateway.usage.Cube;

/** Models of whose jobs too few succeed. */
final class FailingModels {

    private FailingModels() {}

    static List<Finding> find(Condition.SuccessRate condition, Facts facts, Instant now) {
        Cube usage = facts.usage(Optional.empty(), condition.within());
        return models(usage, condition.model()).stream()
                .flatMap(model -> of(condition, model, usage, now).stream())
                .toList();
    }

    /** Those that were used, or the one that is looked at. */
    static Set<String> models(Cube usage, Optional<String> wanted) {
        Set<String> models = new TreeSet<>();
        usage.cells().keySet().stream().map(Cell::model).forEach(models::add);
        wanted.ifPresent(model -> models.retainAll(Set.of(model)));
        return models;
    }

    private static Optional<Finding> of(Condition.SuccessRate condition, String model, Cube usage, Instant now) {
        Ended ended = Ended.of(usage, Optional.empty(), cell -> cell.model().equals(model));
        return ended.all() >= condition.leastJobs() && 1 - ended.failedShare() < condition.below()
                ? Optional.of(finding(condition, model, ended, now))
                : Optional.empty();
    }

    private static Finding finding(Condition.SuccessRate condition, String model, Ended ended, Instant now) {
        Instant since = now.minus(condition.within());
        long succeeded = ended.all() - ended.failures();
        String reason = ended.most().map(entry -> entry.getKey().reason()).orElse("");
        Evidence evidence = new Evidence()
                .with("succeeded", succeeded)
                .with("ended", ended.all())
                .with("share", Words.share(1 - ended.failedShare()))
                .with("below", condition.below())
                .with("since", since.toString());
        ended.most()
                .ifPresent(entry ->
                        evidence.with("reason", entry.getKey().reason()).with("ofThese", entry.getValue()));
        return new Finding(
                new Subject(Subject.Sort.MODEL, model),
                Words.percent(condition.below()),
                "",
                "Model " + model + ": only " + succeeded + " of " + Words.count(ended.all(), "job")
                        + " that ended since " + Words.time(since) + " succeeded ("
                        + Words.percent(1 - ended.failedShare()) + ")"
                        + ended.most()
                                .map(entry -> ", and most of the others failed with the reason "
                                        + entry.getKey().reason() + " (" + entry.getValue() + " of " + ended.failures()
                                        + ")")
                                .orElse("")
                        + ".",
                FailingJobs.advice(reason),
                evidence.all(),
                Link.usage(since, now)
                        .with("groupBy", "status")
                        .with("model", model)
                        .text());
    }
}
