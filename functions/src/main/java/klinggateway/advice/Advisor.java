package klinggateway.advice;

import java.util.Comparator;
import java.util.List;

/** All rules together. */
public final class Advisor {

    /** What saves less than a dollar a month is not worth reading. */
    public static final long FLOOR_MICRO_USD = 1_000_000;

    private static final List<Rule> RULES = List.of(
            new CheaperModel(),
            new LongClips(),
            new DuplicateOrders(),
            new Failing(),
            new ImageSizes(),
            new Waiting(),
            new ExpiringPacks(),
            new UnusedKeys());

    private static final Comparator<Advice> BY_MONEY = Comparator.comparingLong(
                    (Advice advice) -> -advice.savingMicroUsd().orElse(0L))
            .thenComparing(Advice::id);

    private Advisor() {}

    /** What is worth saying, the dearest first, and what saves no money last. */
    public static List<Advice> advise(History history) {
        return RULES.stream()
                .flatMap(rule -> rule.in(history).stream())
                .filter(advice -> advice.savingMicroUsd()
                        .filter(saving -> saving < FLOOR_MICRO_USD)
                        .isEmpty())
                .sorted(BY_MONEY)
                .toList();
    }
}
