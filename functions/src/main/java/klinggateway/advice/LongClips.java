package klinggateway.advice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import klinggateway.advice.Line.Length;
import klinggateway.catalogue.Offer;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;
import klinggateway.usage.Status;

/** Videos that are sold by the second and could be half as long. */
final class LongClips implements Rule {

    private static final String WORD = "longClips";

    @Override
    public List<Advice> in(History history) {
        Map<Length, Measures> made = history.sums(cell -> cell.status() == Status.SUCCEEDED, Length::of);
        Map<Line, Long> callsOfLines = new HashMap<>();
        made.forEach((length, measures) -> callsOfLines.merge(length.line(), measures.calls(), Long::sum));
        List<Advice> advice = new ArrayList<>();
        made.forEach((length, measures) -> half(history, length).ifPresent(half -> {
            Measures shorter = made.getOrDefault(new Length(length.line(), Integer.toString(half)), Measures.ZERO);
            advice.add(advice(history, length, half, measures, shorter, callsOfLines.getOrDefault(length.line(), 0L)));
        }));
        return advice;
    }

    /** Half the length, if its model sells that. Where lengths are sold, their price is by the second. */
    private static OptionalInt half(History history, Length length) {
        OptionalInt seconds = length.seconds();
        List<Integer> sold = history.market()
                .catalogue()
                .model(length.line().model())
                .flatMap(model -> model.livingOffer(length.line().kind()))
                .map(Offer::plainSeconds)
                .orElse(List.of());
        return seconds.isPresent() && seconds.getAsInt() % 2 == 0 && sold.contains(seconds.getAsInt() / 2)
                ? OptionalInt.of(seconds.getAsInt() / 2)
                : OptionalInt.empty();
    }

    private static Advice advice(
            History history, Length length, int half, Measures longer, Measures shorter, long calls) {
        Line line = length.line();
        BigDecimal share = Words.share(longer.calls(), calls);
        long saving = longer.microUsd() / 2;
        Map<String, Object> evidence = new LinkedHashMap<>(line.filters());
        evidence.put("duration", length.bucket());
        evidence.put("calls", longer.calls());
        evidence.put("cost", Money.dollars(longer.microUsd()));
        evidence.put("share", share);
        evidence.put("halfDuration", Integer.toString(half));
        evidence.put("callsOfHalf", shorter.calls());
        String usual = shorter.calls() > longer.calls()
                ? ", where most (" + shorter.calls() + ") have " + half + " seconds"
                : "";
        Map<String, String> filters = new HashMap<>(line.filters());
        filters.put("duration", length.bucket());
        return new Advice(
                line.id(WORD) + "-" + length.bucket(),
                WORD,
                length.bucket() + " seconds of " + line.model(),
                longer.calls() + " of " + calls + " jobs of " + line.words() + " (" + Words.percent(share) + ") have "
                        + length.bucket() + " seconds" + usual + ". They cost " + Words.dollars(longer.microUsd())
                        + "; with " + half + " seconds each, all of them would have cost half.",
                Optional.of(saving),
                evidence,
                history.link(filters));
    }
}
