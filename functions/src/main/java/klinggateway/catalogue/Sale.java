package klinggateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import klinggateway.job.Endpoint;
import klinggateway.job.Order;
import klinggateway.job.Quote;

/** Whether a wish can be had, and at what price: all that is decided before anything is spent. */
public sealed interface Sale {

    /**
     * It can be had.
     *
     * @param fields the checked fields with every default filled in
     * @param product how they are written for Kling
     * @param modelName the name Kling wants to be told, if any
     */
    record Sold(ObjectNode fields, Product product, Optional<String> modelName, Order order, Quote quote)
            implements Sale {

        /** Where it is created at Kling. */
        public Endpoint endpoint() {
            return new Endpoint(product.path(), product.takesExternalId());
        }
    }

    /** It cannot, for all of these reasons. */
    record Refused(List<Problem> problems) implements Sale {}

    /** Checks the wish against the catalogue and prices it. */
    static Sale of(Wish wish, Catalogue catalogue) {
        return new Clerk(wish, catalogue).sell();
    }
}
