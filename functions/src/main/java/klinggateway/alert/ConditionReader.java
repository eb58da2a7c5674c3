package klinggateway.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import klinggateway.job.ErrorClass;
import klinggateway.job.Pool;

/** Reads a condition, whose fields are other ones for each kind. */
final class ConditionReader {

    private static final String POINTER = "/condition";
    private static final int WHOLE_BUDGET = 100;
    private static final int TEN_BUDGETS = 1_000;
    private static final int WHOLE_PACK = 99;
    private static final int YEAR = 365;
    private static final double LEAST_SPENDING = 1.5;
    private static final double LEAST_SLOWNESS = 1.1;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration WEEK = Duration.ofDays(7);

    private final List<Mistake> mistakes;

    ConditionReader(List<Mistake> mistakes) {
        this.mistakes = mistakes;
    }

    /** The condition, or nothing if that cannot even be told; what is wrong is among the mistakes. */
    Optional<Condition> read(ObjectNode object) {
        Optional<Kind> kind = Kind.find(object.path("kind").asText());
        if (kind.isEmpty()) {
            mistakes.add(new Mistake(
                    POINTER + "/kind",
                    "must be one of "
                            + String.join(
                                    ", ",
                                    Stream.of(Kind.values()).map(Kind::word).toList())));
        }
        return kind.map(known -> read(known, object));
    }

    private Condition read(Kind kind, ObjectNode object) {
        return switch (kind) {
            case BUDGET_SPENT -> {
                Fields fields = fields(object, "apiKey", "percent");
                yield new Condition.BudgetSpent(fields.optionalText("apiKey"), fields.limits("percent", WHOLE_BUDGET));
            }
            case BUDGET_FORECAST -> {
                Fields fields = fields(object, "apiKey", "percent");
                yield new Condition.BudgetForecast(
                        fields.optionalText("apiKey"), fields.limits("percent", TEN_BUDGETS));
            }
            case SPENDING -> {
                Fields fields = fields(object, "apiKey", "factor", "least");
                yield new Condition.Spending(
                        fields.optionalText("apiKey"),
                        fields.factor("factor", LEAST_SPENDING),
                        fields.dollars("least"));
            }
            case ERROR_RATE -> {
                Fields fields = fields(object, "apiKey", "reason", "above", "leastJobs", "within");
                yield new Condition.ErrorRate(
                        fields.optionalText("apiKey"),
                        fields.word(
                                "reason",
                                ErrorClass::find,
                                Stream.of(ErrorClass.values()).map(ErrorClass::word)),
                        fields.share("above"),
                        fields.count("leastJobs"),
                        fields.seconds("within", FIVE_MINUTES, WEEK));
            }
            case SUCCESS_RATE -> {
                Fields fields = fields(object, "model", "below", "leastJobs", "within");
                yield new Condition.SuccessRate(
                        fields.optionalText("model"),
                        fields.share("below"),
                        fields.count("leastJobs"),
                        fields.seconds("within", FIVE_MINUTES, WEEK));
            }
            case QUEUE_WAIT -> {
                Fields fields = fields(object, "pool", "above");
                yield new Condition.QueueWait(
                        fields.word("pool", Pool::find, Stream.of(Pool.values()).map(Pool::word)),
                        fields.seconds("above", MINUTE, WEEK));
            }
            case SLOW_MODEL -> {
                Fields fields = fields(object, "model", "factor", "leastJobs", "within");
                yield new Condition.SlowModel(
                        fields.optionalText("model"),
                        fields.factor("factor", LEAST_SLOWNESS),
                        fields.count("leastJobs"),
                        fields.seconds("within", FIVE_MINUTES, WEEK));
            }
            case PACK_REMAINING ->
                new Condition.PackRemaining(fields(object, "percent").limits("percent", WHOLE_PACK));
            case PACK_EXPIRY -> new Condition.PackExpiry(fields(object, "days").limits("days", YEAR));
            case DEAD_LETTERS -> {
                fields(object);
                yield new Condition.DeadLetters();
            }
            case RECONCILIATION ->
                new Condition.Reconciliation(fields(object, "least").optionalDollars("least"));
        };
    }

    private Fields fields(ObjectNode object, String... names) {
        Set<String> known = new HashSet<>(List.of(names));
        known.add("kind");
        return new Fields(object, POINTER, known, mistakes);
    }
}
