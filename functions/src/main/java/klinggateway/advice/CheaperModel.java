package klinggateway.advice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import klinggateway.advice.Line.Length;
import klinggateway.catalogue.Substitute;
import klinggateway.catalogue.Substitute.Made;
import klinggateway.usage.Measures;
import klinggateway.usage.Money;
import klinggateway.usage.Status;

/** The same kind, resolution and length from another model, for less. */
final class CheaperModel implements Rule {

    private static final String WORD = "cheaperModel";

    /** What of a line could have come from one other model. */
    private record Offer(String model, String mode, long calls, long microUsd, long saving, Set<String> lacks) {

        Offer plus(Offer other) {
            Set<String> all = new TreeSet<>(lacks);
            all.addAll(other.lacks);
            return new Offer(model, mode, calls + other.calls, microUsd + other.microUsd, saving + other.saving, all);
        }
    }

    @Override
    public List<Advice> in(History history) {
        Map<Line, Map<String, Offer>> offers = new HashMap<>();
        history.sums(cell -> cell.status() == Status.SUCCEEDED, Length::of).forEach((length, made) -> {
            for (Substitute substitute : substitutes(history.market(), length, made)) {
                offers.computeIfAbsent(length.line(), unseen -> new LinkedHashMap<>())
                        .merge(substitute.model(), offer(substitute, made), Offer::plus);
            }
        });
        List<Advice> advice = new ArrayList<>();
        offers.forEach((line, ofLine) ->
                best(history.market(), ofLine).ifPresent(offer -> advice.add(advice(history, line, offer))));
        return advice;
    }

    private static List<Substitute> substitutes(History.Market market, Length length, Measures made) {
        return Substitute.of(
                        new Made(
                                length.line().kind(),
                                length.line().model(),
                                length.line().mode(),
                                length.seconds().orElse(Integer.MAX_VALUE),
                                made.seconds(),
                                made.estimatedMicroUsd()),
                        market.catalogue(),
                        market.reachable())
                .stream()
                .filter(substitute -> market.mayOrder().test(substitute.model())
                        && substitute.share().compareTo(BigDecimal.ONE) < 0)
                .toList();
    }

    private static Offer offer(Substitute substitute, Measures made) {
        long there = substitute
                .share()
                .multiply(BigDecimal.valueOf(made.microUsd()))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return new Offer(
                substitute.model(),
                substitute.mode(),
                made.calls(),
                made.microUsd(),
                made.microUsd() - there,
                substitute.lacks());
    }

    /** Of those that save as much, the one that the catalogue has first. */
    private static Optional<Offer> best(History.Market market, Map<String, Offer> offers) {
        return market.catalogue().models().stream()
                .flatMap(model -> Optional.ofNullable(offers.get(model.name())).stream())
                .min(Comparator.comparingLong(offer -> -offer.saving()));
    }

    private static Advice advice(History history, Line line, Offer offer) {
        Map<String, Object> evidence = new LinkedHashMap<>(line.filters());
        evidence.put("calls", offer.calls());
        evidence.put("cost", Money.dollars(offer.microUsd()));
        evidence.put("otherModel", offer.model());
        evidence.put("otherMode", offer.mode());
        evidence.put("otherCost", Money.dollars(offer.microUsd() - offer.saving()));
        evidence.put("fieldsItLacks", List.copyOf(offer.lacks()));
        String lacks = offer.lacks().isEmpty()
                ? ""
                : " It does not take " + String.join(", ", offer.lacks()) + ", which usage does not tell apart.";
        return new Advice(
                line.id(WORD),
                WORD,
                line.model() + " → " + offer.model(),
                offer.calls() + " jobs of " + line.words() + " cost " + Words.dollars(offer.microUsd()) + ". "
                        + offer.model() + " in mode " + offer.mode()
                        + " makes the same lengths in the same resolution for "
                        + Words.dollars(offer.microUsd() - offer.saving()) + ". Its quality may differ: compare first."
                        + lacks,
                Optional.of(offer.saving()),
                evidence,
                history.link(line.filters()));
    }
}
