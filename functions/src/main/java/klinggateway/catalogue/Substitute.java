package klinggateway.catalogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model that could have made the same, as far as the catalogue can tell: of the same kind, in the same resolution and length, and
 * with sound if there may have been any.
 *
 * @param share what it costs at most, as a part of what was paid
 * @param lacks the special fields that were possible and it does not take; whether they were used is not known here
 */
public record Substitute(String model, String mode, BigDecimal share, Set<String> lacks) {

    public Substitute {
        lacks = new TreeSet<>(lacks);
    }

    /**
     * What was made, of one length.
     *
     * @param mode as usage is counted: the mode, else the resolution
     * @param length in seconds; 0 for what has none
     * @param seconds all of them added up
     * @param estimatedMicroUsd what all of it was estimated at, in millionths of a US dollar
     */
    public record Made(String kind, String model, String mode, int length, long seconds, long estimatedMicroUsd) {}

    /**
     * Those that can be ordered, in the order of the catalogue; dearer ones, too.
     *
     * @param reachable the generations that the gateway's credential is good for
     */
    public static List<Substitute> of(Made made, Catalogue catalogue, Set<Generation> reachable) {
        Product product = catalogue.products().get(made.kind());
        return product == null
                ? List.of()
                : catalogue
                        .model(made.model())
                        .flatMap(model -> model.livingOffer(made.kind()))
                        .map(offer -> new Substitutes(made, catalogue, product, offer).all(reachable))
                        .orElse(List.of());
    }
}
