package klinggateway.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One model of Kling's.
 *
 * @param name as in bodies of the older generation
 * @param standardName as in paths of the newer one
 * @param retired when Kling switched it off
 * @param unnamed whether it is the only one of its product, which Kling does not want named
 */
public record Model(
        String name, Optional<String> standardName, Optional<LocalDate> retired, boolean unnamed, List<Offer> offers) {

    /** What it offers of a kind. */
    public Optional<Offer> offer(String kind) {
        return offers.stream().filter(offer -> offer.kinds().contains(kind)).findFirst();
    }
}
