package klinggateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import klinggateway.job.Endpoint;
import klinggateway.job.Order;
import klinggateway.job.Quote;

/** Whether a wish can be had, and at what price: all that is decided before anything is spent. */
public sealed interface Sale {

    /**
     * It can be had.
     *
     * @param fields the checked fields with every default filled in
     * @param generation where it is bought
     */
    record Sold(
            ObjectNode fields,
            Product product,
            Model model,
            Offer offer,
            Generation generation,
            Order order,
            Quote quote)
            implements Sale {

        /** Where it is created at Kling. */
        public Endpoint endpoint() {
            return product.endpoint(generation, model);
        }

        /** What is sent there, as JSON. */
        public String body() {
            Optional<String> modelName = product.unnamed() ? Optional.empty() : Optional.of(model.name());
            return switch (generation) {
                case OLDER -> OlderBody.of(fields, product, modelName).toString();
                case NEWER -> new NewerBody(order.kind(), fields, offer).body().toString();
            };
        }
    }

    /** It cannot, for all of these reasons. */
    record Refused(List<Problem> problems) implements Sale {}

    /**
     * Checks the wish against the catalogue and prices it.
     *
     * @param reachable the generations that the gateway's credential is good for
     */
    static Sale of(Wish wish, Catalogue catalogue, Set<Generation> reachable) {
        return new Clerk(wish, catalogue, reachable).sell();
    }
}
