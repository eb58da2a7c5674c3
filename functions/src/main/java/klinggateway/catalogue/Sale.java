package klinggateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
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
     * @param namesModel whether the product is sold by several models, of which one was chosen
     * @param endpoint where it is created at Kling
     * @param body what is sent there, as JSON
     * @param content the same in words that are the same for like orders of a kind, model and mode, whichever generation they go to
     */
    record Sold(
            ObjectNode fields,
            boolean namesModel,
            Order order,
            Quote quote,
            Endpoint endpoint,
            String body,
            String content)
            implements Sale {}

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
