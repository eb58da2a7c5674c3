package klinggateway.advice;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.ErrorClass;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;
import klinggateway.usage.Status;

/** A model whose jobs keep failing for the same reason. */
final class Failing implements Rule {

    private static final String WORD = "failing";
    private static final long LEAST_FAILED = 5;
    private static final BigDecimal LEAST_SHARE = new BigDecimal("0.1");

    private record Reason(String model, String word) {}

    @Override
    public List<Advice> in(History history) {
        Map<String, Measures> ended = history.sums(
                cell -> cell.status() == Status.SUCCEEDED || cell.status() == Status.FAILED, cell -> cell.model());
        List<Advice> advice = new ArrayList<>();
        history.sums(
                        cell -> cell.status() == Status.FAILED
                                && !cell.errorClass().equals(ErrorClass.IMAGE_SIZE.word()),
                        cell -> new Reason(cell.model(), cell.errorClass()))
                .forEach((reason, failed) -> {
                    long all = ended.getOrDefault(reason.model(), Measures.ZERO).calls();
                    // A range may hold a late failure without the success or expiry that it corrects.
                    if (failed.calls() >= LEAST_FAILED
                            && all >= failed.calls()
                            && Words.share(failed.calls(), all).compareTo(LEAST_SHARE) >= 0) {
                        advice.add(advice(history, reason, failed, all));
                    }
                });
        return advice;
    }

    private static Advice advice(History history, Reason reason, Measures failed, long ended) {
        BigDecimal share = Words.share(failed.calls(), ended);
        BigDecimal hours = Words.hours(Duration.ofMillis(failed.processingMs()));
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("model", reason.model());
        evidence.put("reason", reason.word());
        evidence.put("failed", failed.calls());
        evidence.put("ended", ended);
        evidence.put("share", share);
        evidence.put("charged", Money.dollars(failed.microUsd()));
        evidence.put("hoursAtKling", hours);
        String charged = failed.microUsd() > 0
                ? "they were charged " + Words.dollars(failed.microUsd()) + ", and"
                : "they were charged nothing, as usual at Kling, but";
        return new Advice(
                String.join("-", WORD, reason.model(), reason.word()),
                WORD,
                reason.model() + " fails: " + reason.word(),
                failed.calls() + " of " + ended + " jobs of " + reason.model() + " (" + Words.percent(share)
                        + ") failed with the reason " + reason.word() + ": " + charged
                        + " took their callers' time and "
                        + hours + " hours of slots. " + whatToDo(reason.word()),
                Optional.of(failed.microUsd()).filter(saving -> saving >= Advisor.FLOOR_MICRO_USD),
                evidence,
                history.link(Map.of("model", reason.model(), "status", "failed")));
    }

    private static String whatToDo(String reason) {
        return switch (ErrorClass.find(reason).orElse(ErrorClass.OTHER)) {
            case CONTENT -> "Reword the prompts or change the pictures; the same is refused again.";
            case INPUT -> "The jobs' errors name the field that Kling does not take.";
            case CREDENTIAL, PAYMENT, PERMISSION ->
                "The account at Kling has to be looked after before more is ordered.";
            case RATE -> "Order fewer at once, or buy a larger pack.";
            case UNAVAILABLE -> "Order again later, or take another model.";
            case IMAGE_SIZE, OUTCOME_UNKNOWN, CANCELED, EXPIRED, OTHER -> "The jobs' errors have Kling's own words.";
        };
    }
}
