package klinggateway.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Field;
import klinggateway.catalogue.Model;
import klinggateway.catalogue.Offer;
import klinggateway.catalogue.Product;
import klinggateway.job.Charge;
import klinggateway.job.Order;
import klinggateway.job.Pool;

/**
 * Something that can be ordered.
 *
 * @param estimate what it costs
 * @param typical how long Kling usually takes
 * @param isRetired whether Kling has switched it off
 */
public record Ware(Order order, Charge estimate, Duration typical, boolean isRetired) {

    private static final String USUAL_MODE = "std";
    private static final List<Integer> NO_LENGTH = List.of(0);
    private static final List<Integer> LENGTHS_OF_INPUTS =
            List.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 45, 60, 120);

    /** All there is: every kind by every model in every mode and length. */
    public static List<Ware> all(Catalogue catalogue) {
        List<Ware> all = new ArrayList<>();
        for (Model model : catalogue.models()) {
            for (Offer offer : model.offers()) {
                for (String kind : offer.kinds()) {
                    Product product = catalogue.products().get(kind);
                    for (String mode : modes(product, offer)) {
                        lengths(product, offer)
                                .forEach(seconds -> all.add(of(catalogue, model, offer, kind, mode, seconds)));
                    }
                }
            }
        }
        return all;
    }

    private static Ware of(Catalogue catalogue, Model model, Offer offer, String kind, String mode, int seconds) {
        Product product = catalogue.products().get(kind);
        Order order = new Order(
                kind,
                product.productType(),
                Pool.ofWord(product.pool()),
                model.name(),
                mode,
                seconds,
                false,
                "16:9",
                1);
        BigDecimal units = unitsEach(offer, mode).multiply(BigDecimal.valueOf(Math.max(1, seconds)));
        BigDecimal usd = units.multiply(catalogue.usdPerUnit().get(product.pool()));
        Offer.Mode known = offer.modes().get(mode);
        return new Ware(
                order,
                new Charge(
                        units.movePointRight(3).longValue(),
                        usd.movePointRight(6).longValue(),
                        false),
                Duration.ofSeconds(known == null ? offer.typicalSeconds() : known.typicalSeconds()),
                offer.retired().isPresent());
    }

    private static BigDecimal unitsEach(Offer offer, String mode) {
        return offer.prices().stream()
                .filter(price -> price.when().getOrDefault("mode", mode).equals(mode)
                        && price.when().getOrDefault("sound", "false").equals("false"))
                .map(Offer.Price::units)
                .findFirst()
                .orElse(BigDecimal.ONE);
    }

    private static List<String> modes(Product product, Offer offer) {
        if (!offer.modes().isEmpty()) {
            return List.copyOf(offer.modes().keySet());
        }
        return Optional.ofNullable(product.fields().get("resolution"))
                .map(Field::of)
                .orElse(List.of(USUAL_MODE));
    }

    private static List<Integer> lengths(Product product, Offer offer) {
        if (!offer.seconds().isEmpty()) {
            return offer.seconds();
        }
        return switch (product.per()) {
            case INPUT_SECOND, FIVE_INPUT_SECONDS -> LENGTHS_OF_INPUTS;
            case SECOND, IMAGE, CALL -> NO_LENGTH;
        };
    }
}
