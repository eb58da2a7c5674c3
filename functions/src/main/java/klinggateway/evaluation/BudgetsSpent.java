package klinggateway.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import klinggateway.alert.Condition;
import klinggateway.alert.Finding;
import klinggateway.alert.Reading.Lasting;
import klinggateway.alert.Subject;
import klinggateway.evaluation.Facts.KeyBudget;
import klinggateway.forecast.Forecast.Ahead;
import klinggateway.forecast.Forecast.UsedUp;
import klinggateway.link.Link;
import klinggateway.usage.Money;

/** Parts of budgets that are spent or reserved. */
final class BudgetsSpent {

    private static final int ALL = 100;

    private BudgetsSpent() {}

    static List<Finding> find(Condition.BudgetSpent condition, Facts facts) {
        return budgets(condition, facts)
                .flatMap(budget -> condition.percent().stream()
                        .filter(budget::hasPassed)
                        .map(percent -> finding(budget, percent, facts)))
                .toList();
    }

    /** The budgets that there are now. */
    static Set<Lasting> lasting(Condition.BudgetSpent condition, Facts facts) {
        return budgets(condition, facts)
                .map(budget -> new Lasting(subject(budget), budget.window()))
                .collect(Collectors.toSet());
    }

    private static Stream<KeyBudget> budgets(Condition.BudgetSpent condition, Facts facts) {
        return facts.budgets().stream()
                .filter(budget -> condition
                        .keyId()
                        .filter(id -> !id.equals(budget.keyId()))
                        .isEmpty());
    }

    private static Subject subject(KeyBudget budget) {
        return new Subject(Subject.Sort.KEY, budget.keyId());
    }

    private static Finding finding(KeyBudget budget, int percent, Facts facts) {
        String keyId = budget.keyId();
        String amounts = Money.wholeCents(budget.budget().spentMicroUsd()) + " spent and "
                + Money.wholeCents(budget.budget().reservedMicroUsd()) + " reserved for open jobs";
        double share = share(budget);
        String key = Words.key(keyId, facts);
        String sentence = budget.hasPassed(ALL)
                ? key + " has used up its " + words(budget) + ": " + amounts + ", so nothing more can be ordered"
                        + budget.resetAt()
                                .map(at -> " until " + Words.day(at) + ", " + Words.time(at))
                                .orElse("")
                        + "."
                : key + " has used " + Words.percent(share) + " of its " + words(budget) + ": " + amounts + ".";
        return new Finding(
                subject(budget),
                threshold(budget, percent),
                budget.window(),
                sentence,
                advice(budget, facts),
                evidence(budget, percent).all(),
                link(keyId));
    }

    static Evidence evidence(KeyBudget budget, int percent) {
        Evidence evidence = new Evidence()
                .with("period", budget.budget().period())
                .with("percent", percent)
                .with("limit", Money.dollars(budget.limitMicroUsd()))
                .with("spent", Money.dollars(budget.budget().spentMicroUsd()))
                .with("reserved", Money.dollars(budget.budget().reservedMicroUsd()))
                .with("share", Words.share(share(budget)));
        budget.resetAt().ifPresent(at -> evidence.with("resetAt", at.toString()));
        return evidence;
    }

    /** Told apart by what is monthly and what is not, as a key may have both. */
    static String threshold(KeyBudget budget, int percent) {
        return budget.isMonthly() ? percent + "%" : percent + "% of total";
    }

    /** For instance {@code monthly budget of $100.00}. */
    static String words(KeyBudget budget) {
        return (budget.isMonthly() ? "monthly" : "total") + " budget of " + Money.wholeCents(budget.limitMicroUsd());
    }

    static String link(String keyId) {
        return Link.usage("month").with("apiKey", keyId).text();
    }

    /** The field that raises it. */
    static String raise(KeyBudget budget) {
        return (budget.isMonthly() ? "monthlyBudget" : "totalBudget") + " with PATCH /api/keys/" + budget.keyId();
    }

    private static double share(KeyBudget budget) {
        return budget.limitMicroUsd() == 0 ? 1 : (double) budget.usedMicroUsd() / budget.limitMicroUsd();
    }

    private static String advice(KeyBudget budget, Facts facts) {
        Optional<Ahead> ahead = ahead(budget, facts);
        long left = budget.left(ALL);
        String needed = ahead.filter(known -> budget.isMonthly())
                .map(known -> known.until(budget.lastDay()).expected() - left)
                .filter(missing -> missing > 0)
                .map(missing -> " by " + Words.enough(missing) + " to get through the month")
                .orElse("");
        if (left <= 0) {
            return "Raise " + raise(budget) + needed + ", or order with another key.";
        }
        Optional<LocalDate> usedUpOn =
                ahead.map(known -> known.usedUp(left, budget.lastDay())).flatMap(UsedUp::expected);
        String lasts = Money.wholeCents(left) + " are left"
                + usedUpOn.map(day -> ", which at the present rate will be used up on " + day)
                        .orElse(ahead.map(known -> ", which at the present rate will last"
                                        + (budget.isMonthly() ? " for the month" : " beyond " + budget.lastDay()))
                                .orElse(""));
        return lasts + ". Raise " + raise(budget) + (needed.isEmpty() ? " if that is too little" : needed) + ".";
    }

    /** Only advice rests on it; that the budget is spent is told without it, too. */
    private static Optional<Ahead> ahead(KeyBudget budget, Facts facts) {
        try {
            return facts.forecast(budget.keyId()) instanceof Ahead ahead ? Optional.of(ahead) : Optional.empty();
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
