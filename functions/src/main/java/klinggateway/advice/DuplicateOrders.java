package klinggateway.advice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;

/** Orders that are like one shortly before, and that an {@code Idempotency-Key} tells from repetitions. */
final class DuplicateOrders implements Rule {

    private static final String WORD = "duplicateOrders";
    private static final long LEAST = 3;

    /**
     * What orders are told together by.
     *
     * @param words as they stand in the sentence
     * @param filters that show it
     */
    private record Group(
            String id,
            String title,
            String words,
            Set<String> keyIds,
            Map<String, String> evidence,
            Map<String, String> filters) {

        static Group of(History history, String keyId) {
            return new Group(
                    WORD + "-" + keyId,
                    "the key " + keyId,
                    "the key " + keyId,
                    Set.of(keyId),
                    Map.of(),
                    history.keyIds().contains(keyId) ? Map.of() : Map.of("apiKey", keyId));
        }

        static Group of(History history, Line line) {
            return new Group(
                    line.id(WORD), line.model(), line.words(), history.keyIds(), line.filters(), line.filters());
        }
    }

    @Override
    public List<Advice> in(History history) {
        List<Advice> advice = new ArrayList<>();
        if (history.keys().isEmpty()) {
            history.sums(cell -> true, Line::of)
                    .forEach((line, orders) -> add(advice, history, Group.of(history, line), orders));
        }
        history.keys().forEach((keyId, orders) -> add(advice, history, Group.of(history, keyId), orders));
        return advice;
    }

    private static void add(List<Advice> advice, History history, Group group, Measures orders) {
        // A range may hold the correction of a job and not the job.
        if (orders.duplicates() >= LEAST && orders.calls() >= orders.duplicates()) {
            advice.add(advice(history, group, orders));
        }
    }

    private static Advice advice(History history, Group group, Measures orders) {
        BigDecimal share = Words.share(orders.duplicates(), orders.calls());
        Map<String, Object> evidence = new LinkedHashMap<>(group.evidence());
        evidence.put("calls", orders.duplicates());
        evidence.put("cost", Money.dollars(orders.duplicateMicroUsd()));
        evidence.put("share", share);
        evidence.put("keys", List.copyOf(new TreeSet<>(group.keyIds())));
        return new Advice(
                group.id(),
                WORD,
                "Ordered twice: " + group.title(),
                orders.duplicates() + " of " + orders.calls() + " orders of " + group.words() + " ("
                        + Words.percent(share) + ") asked for the same as one of at most ten minutes before, and cost "
                        + Words.dollars(orders.duplicateMicroUsd())
                        + ". If they were meant as variations, nothing is wrong. If they were sent again because no answer"
                        + " had come, or by a double click, send an Idempotency-Key with each order: whatever comes with"
                        + " the same one is bought once.",
                Optional.of(orders.duplicateMicroUsd()),
                evidence,
                history.link(group.filters()));
    }
}
