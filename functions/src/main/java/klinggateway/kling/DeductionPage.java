package klinggateway.kling;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.kling.DeductionQuestion.Source;
import klinggateway.kling.KlingTask.Cash;
import klinggateway.kling.KlingTask.Deduction;

/**
 * A page of Kling's records of what it took.
 *
 * @param hasMore whether Kling says that there are more
 * @param nextCursor where they are
 */
public record DeductionPage(List<Line> lines, boolean hasMore, Optional<String> nextCursor) {

    /**
     * One record. A task can have several, of one pack each.
     *
     * @param taskId empty if the record names none
     * @param at when it was taken, where the record says so
     * @param deduction nothing if the record names no amount
     */
    public record Line(String taskId, Optional<Instant> at, Deduction deduction) {}

    /** Reads what Kling answered to a question about {@code source}. */
    public static DeductionPage read(Source source, JsonNode data) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode detail : data.path("result").path("detail")) {
            lines.add(new Line(
                    Lenient.text(detail.path("taskId")).orElse(""),
                    Lenient.moment(detail, "deductionTime", "deductionTime"),
                    deduction(source, detail)));
        }
        Optional<String> next = Lenient.text(data.path("nextCursor"));
        return new DeductionPage(lines, data.path("hasMore").asBoolean(next.isPresent()), next);
    }

    private static Deduction deduction(Source source, JsonNode detail) {
        return switch (source) {
            case PACKAGE -> new Deduction(Lenient.number(detail.path("deductionAmount")), Optional.empty());
            case BALANCE ->
                new Deduction(
                        Optional.empty(),
                        cash(detail).map(amount -> new Cash(amount, Lenient.text(detail.path("currency")))));
        };
    }

    /** What has gone from the balance; the list price where the balances are not told. */
    private static Optional<BigDecimal> cash(JsonNode detail) {
        Optional<BigDecimal> after = Lenient.number(detail.path("balanceAfter"));
        return Lenient.number(detail.path("balanceBefore"))
                .flatMap(before -> after.map(before::subtract))
                .or(() -> Lenient.number(detail.path("listPrice")));
    }
}
