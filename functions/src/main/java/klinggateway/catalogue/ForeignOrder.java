package klinggateway.catalogue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import klinggateway.job.Order;
import klinggateway.job.Pool;

/**
 * What was ordered past this gateway, in the words usage is counted by. What Kling has switched off since is known, too, but
 * nothing is that the catalogue has not: free words would let the sums of usage grow without bound.
 */
public sealed interface ForeignOrder {

    /**
     * The catalogue knows it.
     *
     * @param usdPerUnit the price of one of its units
     */
    record Known(Order order, BigDecimal usdPerUnit) implements ForeignOrder {

        /** The price of so many thousandths of a unit, in millionths of a US dollar. */
        public long microUsd(long milliUnits) {
            return usdPerUnit
                    .multiply(BigDecimal.valueOf(milliUnits, 3))
                    .movePointRight(6)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }
    }

    /** It does not, and says what it knows instead. */
    record Unknown(Problem problem) implements ForeignOrder {}

    /**
     * Looks an order up.
     *
     * @param modelName in either generation's spelling
     * @param modeName the mode or, for images, the resolution; the model's usual one if it is left out
     * @param seconds how long it is, 0 for what has no length
     */
    static ForeignOrder of(Catalogue catalogue, String kind, String modelName, Optional<String> modeName, int seconds) {
        Product product = catalogue.products().get(kind);
        if (product == null) {
            return unknown("/kind", kind, List.copyOf(catalogue.products().keySet()));
        }
        Optional<Model> model =
                catalogue.model(modelName).filter(found -> found.offer(kind).isPresent());
        if (model.isEmpty()) {
            return unknown("/model", modelName, makers(catalogue, kind));
        }
        Offer offer = model.get().offer(kind).orElseThrow();
        SequencedSet<String> modes = modes(product, offer);
        String mode = modeName.map(given -> offer.modeNamed(given).orElse(given))
                .orElseGet(() -> offer.defaultMode().orElse(modes.getFirst()));
        if (!modes.contains(mode)) {
            return unknown("/mode", mode, List.copyOf(modes));
        }
        return new Known(
                new Order(
                        kind,
                        product.productType(),
                        Pool.ofWord(product.pool()),
                        model.get().name(),
                        mode,
                        seconds,
                        false,
                        "-",
                        1),
                catalogue.usdPerUnit(product));
    }

    private static Unknown unknown(String pointer, String given, List<String> known) {
        return new Unknown(new Problem(pointer, Words.given(given) + Words.allowed(known)));
    }

    private static List<String> makers(Catalogue catalogue, String kind) {
        return catalogue.models().stream()
                .filter(model -> model.offer(kind).isPresent())
                .map(Model::name)
                .toList();
    }

    /** As orders are counted: by the mode, else by the resolution, else all alike. */
    private static SequencedSet<String> modes(Product product, Offer offer) {
        SequencedSet<String> modes = new LinkedHashSet<>(offer.modes().keySet());
        Field resolution = product.fields().get("resolution");
        if (modes.isEmpty() && resolution != null) {
            resolution.defaultValue().ifPresent(modes::add);
            modes.addAll(offer.choices().getOrDefault("resolution", resolution.of()));
        }
        if (modes.isEmpty()) {
            modes.add(Pricing.USUAL_MODE);
        }
        return modes;
    }
}
