package klinggateway.evaluation;

import java.util.List;
import java.util.Optional;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reconciliations.Outcome;
import klinggateway.alert.Subject;
import klinggateway.link.Link;
import klinggateway.usage.Money;

/** What the last reconciliation could not explain. */
final class Differences {

    private Differences() {}

    static List<Finding> find(Condition.Reconciliation condition, Facts facts) {
        Optional<Outcome> last = facts.reconciled();
        last.filter(outcome -> !outcome.isComplete() && !outcome.hasDifferences())
                .ifPresent(outcome -> {
                    throw new IllegalStateException("the last reconciliation has not got to the end of its time");
                });
        return last
                .filter(Outcome::hasDifferences)
                .filter(outcome -> outcome.differenceMicroUsd()
                        >= condition.leastMicroUsd().orElse(0))
                .map(outcome -> finding(condition, outcome))
                .stream()
                .toList();
    }

    private static Finding finding(Condition.Reconciliation condition, Outcome outcome) {
        return new Finding(
                Subject.GATEWAY,
                condition.leastMicroUsd().isPresent()
                        ? Money.dollars(condition.leastMicroUsd().getAsLong())
                        : "any",
                "",
                "The reconciliation of " + Words.day(outcome.at()) + ", " + Words.time(outcome.at())
                        + ", of jobs since "
                        + Words.day(outcome.from()) + " found " + Words.count(outcome.differing(), "job")
                        + " charged something else than Kling took, " + outcome.missingThere()
                        + " that Kling has no record of, and " + Words.count(outcome.missingHere(), "task")
                        + " of Kling's without a job: " + Money.wholeCents(outcome.differenceMicroUsd()) + " in sum.",
                "POST /api/reconciliation with the same time lists them, job by job. Tasks without a job were ordered past the gateway"
                        + " with Kling's credential; if nobody does so, replace it.",
                new Evidence()
                        .with("differing", outcome.differing())
                        .with("missingThere", outcome.missingThere())
                        .with("missingHere", outcome.missingHere())
                        .with("difference", Money.dollars(outcome.differenceMicroUsd()))
                        .with("timeStart", outcome.from().toString())
                        .with("timeEnd", outcome.to().toString())
                        .with("complete", outcome.isComplete())
                        .with("at", outcome.at().toString())
                        .all(),
                Link.view("status").text());
    }
}
