package klinggateway.alert;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The sorts of conditions, by the words that rules have them by, and how long each has to have been gone before its alert clears. */
public enum Kind {
    BUDGET_SPENT("budgetSpent"),
    BUDGET_FORECAST("budgetForecast"),
    SPENDING("spending"),
    ERROR_RATE("errorRate"),
    SUCCESS_RATE("successRate"),
    QUEUE_WAIT("queueWait"),
    SLOW_MODEL("slowModel"),
    PACK_REMAINING("packRemaining"),
    PACK_EXPIRY("packExpiry"),
    DEAD_LETTERS("deadLetters"),
    RECONCILIATION("reconciliation");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The word used in answers, messages and storage. */
    public String word() {
        return word;
    }

    static Optional<Kind> find(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    public static Kind of(Condition condition) {
        return switch (condition) {
            case Condition.BudgetSpent c -> BUDGET_SPENT;
            case Condition.BudgetForecast c -> BUDGET_FORECAST;
            case Condition.Spending c -> SPENDING;
            case Condition.ErrorRate c -> ERROR_RATE;
            case Condition.SuccessRate c -> SUCCESS_RATE;
            case Condition.QueueWait c -> QUEUE_WAIT;
            case Condition.SlowModel c -> SLOW_MODEL;
            case Condition.PackRemaining c -> PACK_REMAINING;
            case Condition.PackExpiry c -> PACK_EXPIRY;
            case Condition.DeadLetters c -> DEAD_LETTERS;
            case Condition.Reconciliation c -> RECONCILIATION;
        };
    }

    /**
     * How long after it has fired it may fire again in the same window, once it has cleared; empty if a window is told once and for
     * all.
     */
    static Optional<Duration> again(Condition condition) {
        return switch (condition) {
            // What is expected of a month may change more than once in it, and is worth being told anew then.
            case Condition.BudgetForecast c -> Optional.of(Duration.ofDays(7));
            case Condition.BudgetSpent c -> Optional.empty();
            case Condition.Spending c -> Optional.empty();
            case Condition.ErrorRate c -> Optional.empty();
            case Condition.SuccessRate c -> Optional.empty();
            case Condition.QueueWait c -> Optional.empty();
            case Condition.SlowModel c -> Optional.empty();
            case Condition.PackRemaining c -> Optional.empty();
            case Condition.PackExpiry c -> Optional.empty();
            case Condition.DeadLetters c -> Optional.empty();
            case Condition.Reconciliation c -> Optional.empty();
        };
    }

    /** How long it has to have been gone before its alert clears, so that what comes and goes is told of once. */
    static Duration calm(Condition condition) {
        return switch (condition) {
            // Within a month and a limit it stays found, so it is gone for good.
            case Condition.BudgetSpent c -> Duration.ZERO;
            // Found once a day, by a reconciliation.
            case Condition.Reconciliation c -> Duration.ZERO;
            // A forecast is made anew each time, and wavers.
            case Condition.BudgetForecast c -> Duration.ofHours(6);
            // What is usual is another thing in each hour.
            case Condition.Spending c -> Duration.ofHours(1);
            case Condition.ErrorRate c -> c.within();
            case Condition.SuccessRate c -> c.within();
            case Condition.SlowModel c -> c.within();
            case Condition.QueueWait c -> Duration.ofMinutes(5);
            case Condition.DeadLetters c -> Duration.ofMinutes(5);
            // Kling's list of packs lags.
            case Condition.PackRemaining c -> Duration.ofHours(1);
            case Condition.PackExpiry c -> Duration.ofHours(1);
        };
    }
}
