package klinggateway.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * One model of Kling's.
 *
 * @param name as in bodies of the older generation; where it is not sold there, as in paths of the newer one
 * @param newerName as in paths of the newer generation
 */
public record Model(
        @JsonProperty(required = true) String name,
        Optional<String> newerName,
        @JsonProperty(required = true) List<Offer> offers) {

    /** What it offers of a kind. */
    public Optional<Offer> offer(String kind) {
        return offers.stream().filter(offer -> offer.kinds().contains(kind)).findFirst();
    }

    /** What it offers of a kind and Kling has not switched off. */
    public Optional<Offer> livingOffer(String kind) {
        return offer(kind).filter(offer -> offer.retired().isEmpty());
    }

    /** An offer of any kind that Kling has switched off. */
    Optional<Offer> retiredOffer() {
        return offers.stream().filter(offer -> offer.retired().isPresent()).findFirst();
    }

    boolean isCalled(String given) {
        return name.equals(given) || newerName.filter(given::equals).isPresent();
    }
}
