package klinggateway.catalogue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import klinggateway.catalogue.Product.Per;
import klinggateway.catalogue.Substitute.Made;

/**
 * Looks for models that could have made the same. Usage does not tell whether a video has sound, a voice or a video it was made
 * of, so a model has to be able to do, and to be cheaper with, whatever there may have been.
 */
final class Substitutes {

    private static final int DIGITS = 20;

    /** What usage does not tell, with the field that makes it so. */
    private static final Map<String, String> HIDDEN =
            Map.of("sound", "sound", "voice", "voiceList", "inputVideo", "videoList");

    private final Made made;
    private final Catalogue catalogue;
    private final Product product;
    private final Offer offer;

    /** @param offer what the model offers that made it */
    Substitutes(Made made, Catalogue catalogue, Product product, Offer offer) {
        this.made = made;
        this.catalogue = catalogue;
        this.product = product;
        this.offer = offer;
    }

    /** What an order may have been: the facts that prices depend on, whatever the model makes of them. */
    private record Variant(Map<String, String> facts) {

        boolean is(String fact) {
            return Boolean.parseBoolean(facts.get(fact));
        }

        /** The facts as {@code offer} prices them: what always makes sound is ordered without saying so. */
        Map<String, String> at(Offer offer, String mode) {
            Map<String, String> priced = new HashMap<>(facts);
            priced.put(offer.modes().isEmpty() ? "resolution" : "mode", mode);
            if (offer.alwaysSound()) {
                priced.put("sound", "false");
            }
            return priced;
        }
    }

    List<Substitute> all(Set<Generation> reachable) {
        List<Substitute> found = new ArrayList<>();
        if (isPricedByScene(offer)) {
            return found;
        }
        List<Variant> variants = variants();
        for (Model model : catalogue.models()) {
            model.livingOffer(made.kind())
                    .filter(other -> !model.isCalled(made.model())
                            && other.generations().stream().anyMatch(reachable::contains)
                            && couldMakeIt(other))
                    .ifPresent(other -> mode(other)
                            .ifPresent(mode -> share(other, mode, variants)
                                    .ifPresent(share ->
                                            found.add(new Substitute(model.name(), mode, share, lacks(other))))));
        }
        return found;
    }

    private static boolean isPricedByScene(Offer offer) {
        return offer.prices().stream().anyMatch(price -> price.when().containsKey("effectScene"));
    }

    /** Whether nothing but the mode and what is hidden could be in the way. */
    private boolean couldMakeIt(Offer other) {
        boolean sellsLength = other.seconds().isEmpty()
                || (other.seconds().contains(made.length())
                        && other.plainSeconds().contains(made.length()));
        boolean takesChoices = other.choices().entrySet().stream()
                .allMatch(choice -> choice.getKey().equals("resolution")
                        ? choice.getValue().contains(made.mode())
                        : choice.getValue().containsAll(offer.choices().getOrDefault(choice.getKey(), List.of()))
                                && offer.choices().containsKey(choice.getKey()));
        return sellsLength && takesChoices && other.needs().isEmpty() && !isPricedByScene(other);
    }

    /** The mode of the same resolution. */
    private Optional<String> mode(Offer other) {
        Offer.Mode own = offer.modes().get(made.mode());
        if (own == null) {
            return offer.modes().isEmpty() && other.modes().isEmpty() ? Optional.of(made.mode()) : Optional.empty();
        }
        return other.modes().entrySet().stream()
                .filter(mode -> mode.getValue().resolution().equals(own.resolution()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The most that a variant costs there, as a part of what it cost; empty if one cannot be made there. */
    private Optional<BigDecimal> share(Offer other, String mode, List<Variant> variants) {
        Optional<BigDecimal> most = Optional.empty();
        for (Variant variant : variants) {
            Optional<BigDecimal> there = price(other, mode, variant);
            if (there.isEmpty()) {
                return Optional.empty();
            }
            BigDecimal share =
                    there.get().divide(price(offer, made.mode(), variant).orElseThrow(), DIGITS, RoundingMode.CEILING);
            most = most.filter(dearer -> dearer.compareTo(share) >= 0).or(() -> Optional.of(share));
        }
        return most;
    }

    /** Everything it may have been. If all of it cost as little, or as much, as is possible, all of it was of that sort. */
    private List<Variant> variants() {
        List<Variant> variants = new ArrayList<>(List.of(new Variant(Map.of(
                "sound",
                "false",
                "voice",
                "false",
                "inputVideo",
                "false",
                "function",
                "text2image",
                "seconds",
                Integer.toString(made.length())))));
        HIDDEN.forEach((fact, field) -> {
            if (product.fields().containsKey(field)) {
                vary(variants, fact, "true");
            }
        });
        if (product.fields().containsKey("image")) {
            vary(variants, "function", "image2image");
        }
        variants.removeIf(variant -> price(offer, made.mode(), variant)
                .filter(units -> units.signum() > 0)
                .isEmpty());
        boolean tellsTheirPrice = product.per() == Per.SECOND
                && made.seconds() > 0
                && !product.fields().containsKey("videoList");
        if (tellsTheirPrice) {
            List<BigDecimal> prices = variants.stream()
                    .map(variant -> price(offer, made.mode(), variant).orElseThrow())
                    .sorted()
                    .toList();
            if (!prices.isEmpty()) {
                List.of(prices.getFirst(), prices.getLast()).stream()
                        .filter(this::isThePriceOfAll)
                        .findFirst()
                        .ifPresent(units -> variants.removeIf(variant ->
                                price(offer, made.mode(), variant).orElseThrow().compareTo(units) != 0));
            }
        }
        return variants;
    }

    private static void vary(List<Variant> variants, String fact, String value) {
        for (Variant variant : List.copyOf(variants)) {
            Map<String, String> facts = new HashMap<>(variant.facts());
            facts.put(fact, value);
            variants.add(new Variant(facts));
        }
    }

    private boolean isThePriceOfAll(BigDecimal units) {
        BigDecimal microUsd = units.multiply(catalogue.usdPerUnit(product))
                .multiply(BigDecimal.valueOf(made.seconds()))
                .movePointRight(6);
        return microUsd.compareTo(BigDecimal.valueOf(made.estimatedMicroUsd())) == 0;
    }

    /** The units of a variant; empty if it cannot be had. */
    private Optional<BigDecimal> price(Offer seller, String mode, Variant variant) {
        boolean makesSound = seller.alwaysSound() || seller.sound().contains(mode);
        boolean canBe = variant.is("sound") ? makesSound : !seller.alwaysSound();
        Map<String, String> facts = variant.at(seller, mode);
        return canBe && (!variant.is("voice") || takes(seller, "voiceList", facts))
                ? seller.units(facts)
                : Optional.empty();
    }

    private boolean takes(Offer seller, String field, Map<String, String> facts) {
        Field rule = product.fields().get(field);
        Map<String, List<String>> conditions = seller.allows().get(field);
        return rule != null
                && (!rule.special()
                        || (conditions != null
                                && conditions.entrySet().stream()
                                        .allMatch(condition -> condition
                                                .getValue()
                                                .contains(facts.getOrDefault(condition.getKey(), "")))));
    }

    private Set<String> lacks(Offer other) {
        Set<String> lacks = new HashSet<>(offer.allows().keySet());
        lacks.retainAll(product.fields().keySet());
        lacks.removeAll(other.allows().keySet());
        return new TreeSet<>(lacks);
    }
}
