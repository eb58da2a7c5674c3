package klinggateway.advice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.job.ErrorClass;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;
import klinggateway.usage.Status;

/** Pictures that Kling refuses for their size. */
final class ImageSizes implements Rule {

    private static final String WORD = "imageSizes";
    private static final long LEAST = 3;

    @Override
    public List<Advice> in(History history) {
        return history
                .sums(
                        cell -> cell.status() == Status.FAILED
                                && cell.errorClass().equals(ErrorClass.IMAGE_SIZE.word()),
                        cell -> WORD)
                .values()
                .stream()
                .filter(refused -> refused.calls() >= LEAST)
                .map(refused -> advice(history, refused))
                .toList();
    }

    private static Advice advice(History history, Measures refused) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("refused", refused.calls());
        evidence.put("charged", Money.dollars(refused.microUsd()));
        return new Advice(
                WORD,
                WORD,
                "Pictures of the wrong size",
                "Kling refused the picture of " + refused.calls() + " jobs for its size, and charged "
                        + Words.dollars(refused.microUsd())
                        + " for them. Send JPEG or PNG of up to 10 MB, each side at least 300 pixels long and the"
                        + " longer one at most 2.5 times the shorter. Pictures sent in the order itself, instead of by URL,"
                        + " are checked before anything is sent to Kling.",
                Optional.of(refused.microUsd()).filter(saving -> saving >= Advisor.FLOOR_MICRO_USD),
                evidence,
                history.link(Map.of("status", "failed")));
    }
}
