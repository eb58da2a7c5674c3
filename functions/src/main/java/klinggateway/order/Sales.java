package klinggateway.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Unlisted;
import klinggateway.catalogue.Wish;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.job.JobStore;
import klinggateway.job.Order;
import klinggateway.job.Slots;
import klinggateway.keys.Key;
import klinggateway.kling.Kling;

/** What callers can have and for how much; what they cannot is refused with all that is wrong with it. */
public final class Sales {

    private final Catalogue catalogue;
    private final Kling kling;
    private final Slots slots;
    private final OwnVideos videos;

    public Sales(Catalogue catalogue, Kling kling, Slots slots, JobStore jobs) {
        this.catalogue = catalogue;
        this.kling = kling;
        this.slots = slots;
        this.videos = new OwnVideos(jobs);
    }

    /** The generations that the gateway's credential is good for; all, while it has none. */
    public Set<Generation> reachable() {
        return kling.isReady() && !kling.reachesNewerPaths() ? Set.of(Generation.OLDER) : Generation.ALL;
    }

    /** What the wish is sold as to this key, in whichever generation can be told all of it. */
    public Sale.Sold sell(Key caller, Wish wish) {
        return sell(caller, wish, reachable());
    }

    /** The same in one of these generations. */
    public Sale.Sold sell(Key caller, Wish wish, Set<Generation> in) {
        return switch (Sale.of(videos.named(wish, catalogue, caller), catalogue, in)) {
            case Sale.Refused(var problems) ->
                throw ProblemException.invalid(
                        ErrorCode.INVALID_PARAMETERS,
                        problems.stream()
                                .map(problem -> new InvalidParameter(problem.pointer(), problem.message()))
                                .toList());
            case Sale.Sold sold -> {
                KeyLimits.check(caller.policy(), sold);
                checkSlots(sold.order());
                yield sold;
            }
        };
    }

    /** An order that the catalogue does not know, within what the key may order. */
    public Sale.Sold unlisted(Key caller, String model, String path, ObjectNode body) {
        Sale.Sold sold = Unlisted.sold(catalogue, model, path, body);
        KeyLimits.check(caller.policy(), sold);
        if (caller.policy().maxCostMicroUsd().isPresent()) {
            throw ProblemException.of(
                    ErrorCode.AUTH_FAILED,
                    403,
                    "This key has a limit for each job, and nobody knows what this one would cost");
        }
        return sold;
    }

    /** What needs more slots than there are would wait for ever. */
    private void checkSlots(Order order) {
        int limit = slots.limit(order.pool());
        if (order.slots() > limit) {
            throw ProblemException.invalid(
                    ErrorCode.INVALID_PARAMETERS,
                    List.of(new InvalidParameter(
                            "/n",
                            "must be at most " + limit + ", which is what Kling makes at once for this account")));
        }
    }
}
