package klinggateway.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Subject;
import klinggateway.evaluation.Facts.KeyBudget;
import klinggateway.forecast.Estimate;
import klinggateway.forecast.Forecast.Ahead;
import klinggateway.forecast.Forecast.UsedUp;
import klinggateway.usage.Money;

/**
 * Parts of monthly budgets that are expected to be passed before the month is over. What has been passed meanwhile still counts, lest it be
 * told as cleared.
 */
final class BudgetsRunningOut {

    private BudgetsRunningOut() {}

    static List<Finding> find(Condition.BudgetForecast condition, Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (KeyBudget budget : facts.budgets()) {
            if (budget.isMonthly()
                    && condition
                            .keyId()
                            .filter(id -> !id.equals(budget.keyId()))
                            .isEmpty()) {
                if (facts.forecast(budget.keyId()) instanceof Ahead ahead) {
                    condition
                            .percent()
                            .forEach(percent ->
                                    finding(budget, percent, ahead, facts).ifPresent(findings::add));
                }
            }
        }
        return findings;
    }

    private static Optional<Finding> finding(KeyBudget budget, int percent, Ahead ahead, Facts facts) {
        UsedUp usedUp = ahead.usedUp(budget.left(percent), budget.lastDay());
        return usedUp.expected().map(day -> finding(budget, percent, ahead, usedUp, day, facts));
    }

    private static Finding finding(
            KeyBudget budget, int percent, Ahead ahead, UsedUp usedUp, LocalDate day, Facts facts) {
        Estimate rest = ahead.until(budget.lastDay());
        Estimate month = new Estimate(
                budget.usedMicroUsd() + rest.expected(),
                budget.usedMicroUsd() + rest.low(),
                budget.usedMicroUsd() + rest.high());
        String part = percent == 100 ? "its " : percent + "% of its ";
        String passes = budget.hasPassed(percent)
                ? " has used up " + part + BudgetsSpent.words(budget)
                : " is expected to use up " + part + BudgetsSpent.words(budget) + " on " + day
                        + usedUp.earliest()
                                .filter(earliest -> earliest.isBefore(day))
                                .map(earliest -> ", perhaps as early as " + earliest)
                                .orElse("");
        Evidence evidence = BudgetsSpent.evidence(budget, percent)
                .with("usedUpOn", day.toString())
                .with("expected", Money.dollars(month.expected()))
                .with("low", Money.dollars(month.low()))
                .with("high", Money.dollars(month.high()))
                .with("since", ahead.since().toString());
        usedUp.earliest().ifPresent(earliest -> evidence.with("usedUpFrom", earliest.toString()));
        return new Finding(
                new Subject(Subject.Sort.KEY, budget.keyId()),
                BudgetsSpent.threshold(budget, percent),
                budget.window(),
                Words.key(budget.keyId(), facts) + passes + ": " + Money.wholeCents(budget.usedMicroUsd())
                        + " are spent or reserved, and the month will come to about "
                        + Money.wholeCents(month.expected())
                        + " (" + Money.wholeCents(month.low()) + " to " + Money.wholeCents(month.high())
                        + " in four of five cases).",
                advice(budget, month),
                evidence.all(),
                BudgetsSpent.link(budget.keyId()));
    }

    private static String advice(KeyBudget budget, Estimate month) {
        long missing = month.expected() - budget.limitMicroUsd();
        return missing > 0
                ? "Raise " + BudgetsSpent.raise(budget) + " by " + Words.enough(missing) + " ("
                        + Words.enough(Math.max(missing, month.high() - budget.limitMicroUsd()))
                        + " to be on the safe side), or order less."
                : "Nothing has to be done yet: the whole budget is expected to last for the month.";
    }
}
