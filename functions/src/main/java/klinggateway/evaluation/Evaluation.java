package klinggateway.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading;

/** Judges conditions by facts. The same facts at the same moment are always judged the same. */
public record Evaluation(Facts facts, Instant now) {

    /** What a condition finds; unknown if a fact that it needs cannot be had. */
    public Reading of(Condition condition) {
        try {
            return new Reading.Known(findings(condition), lasting(condition));
        } catch (RuntimeException unreadable) {
            return new Reading.Unknown(unreadable.toString());
        }
    }

    /** A part of a budget that was passed stays so when a job fails and is not charged, until the budget is another one. */
    private Set<Reading.Lasting> lasting(Condition condition) {
        return condition instanceof Condition.BudgetSpent spent ? BudgetsSpent.lasting(spent, facts) : Set.of();
    }

    private List<Finding> findings(Condition condition) {
        return switch (condition) {
            case Condition.BudgetSpent spent -> BudgetsSpent.find(spent, facts);
            case Condition.BudgetForecast forecast -> BudgetsRunningOut.find(forecast, facts);
            case Condition.Spending spending -> UnusualSpending.find(spending, facts, now);
            case Condition.ErrorRate rate -> FailingJobs.find(rate, facts, now);
            case Condition.SuccessRate rate -> FailingModels.find(rate, facts, now);
            case Condition.QueueWait wait -> LongQueues.find(wait, facts, now);
            case Condition.SlowModel slow -> SlowModels.find(slow, facts, now);
            case Condition.PackRemaining remaining -> EmptyingPacks.find(remaining, facts);
            case Condition.PackExpiry expiry -> ExpiringPacks.find(expiry, facts, now);
            case Condition.DeadLetters letters -> DeadMessages.find(facts);
            case Condition.Reconciliation reconciliation -> Differences.find(reconciliation, facts);
        };
    }
}
