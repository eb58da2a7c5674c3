package klinggateway.generate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import klinggateway.catalogue.Catalogue;
import klinggateway.catalogue.Generation;
import klinggateway.catalogue.Sale;
import klinggateway.catalogue.Wish;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.job.JobStore;
import klinggateway.job.Order;
import klinggateway.job.Slots;
import klinggateway.kling.Kling;

/** Reads orders, and refuses those that cannot be had, with all that is wrong with them. */
final class Orders {

    private final Catalogue catalogue;
    private final Kling kling;
    private final Slots slots;
    private final OwnVideos videos;

    Orders(Catalogue catalogue, Kling kling, Slots slots, JobStore jobs) {
        this.catalogue = catalogue;
        this.kling = kling;
        this.slots = slots;
        this.videos = new OwnVideos(jobs);
    }

    /** An order that can be had. */
    record Ordered(Sale.Sold sold, Map<String, String> metadata) {}

    /** An order of any kind that makes {@code productType}. */
    Ordered of(Call call, String productType, String defaultKind) {
        GenerateRequest request = GenerateRequest.read(call.json(), defaultKind);
        Ordered ordered = priced(call, request);
        Order order = ordered.sold().order();
        if (!order.productType().equals(productType)) {
            throw invalid(
                    "/kind",
                    "'" + order.kind() + "' makes an " + order.productType() + "; send it to POST /api/generate-"
                            + order.productType());
        }
        return ordered;
    }

    /** An order of this kind, whose route can order nothing else. */
    Ordered only(Call call, String kind) {
        GenerateRequest request = GenerateRequest.read(call.json(), kind);
        if (!request.wish().kind().equals(kind)) {
            throw invalid("/kind", "must be " + kind + " here, or left out");
        }
        return priced(call, request);
    }

    /** An order whose price somebody wants to know. */
    Ordered any(Call call) {
        return priced(call, GenerateRequest.read(call.json(), "text2video"));
    }

    private Ordered priced(Call call, GenerateRequest request) {
        Wish wish = videos.named(request.wish(), catalogue, call.caller());
        Set<Generation> reachable =
                kling.isReady() && !kling.reachesNewerPaths() ? Set.of(Generation.OLDER) : Generation.ALL;
        return switch (Sale.of(wish, catalogue, reachable)) {
            case Sale.Refused(var problems) ->
                throw ProblemException.invalid(
                        ErrorCode.INVALID_PARAMETERS,
                        problems.stream()
                                .map(problem -> new InvalidParameter(problem.pointer(), problem.message()))
                                .toList());
            case Sale.Sold sold -> {
                KeyLimits.check(call.caller().policy(), sold);
                checkCost(request, sold);
                checkSlots(sold.order());
                yield new Ordered(sold, request.metadata());
            }
        };
    }

    private static void checkCost(GenerateRequest request, Sale.Sold sold) {
        BigDecimal cost = BigDecimal.valueOf(sold.quote().microUsd(), 6);
        if (request.maxCost().filter(most -> most.compareTo(cost) < 0).isPresent()) {
            throw invalid(
                    "/maxCost", "the estimate is " + cost.stripTrailingZeros().toPlainString() + " USD");
        }
    }

    /** What needs more slots than there are would wait for ever. */
    private void checkSlots(Order order) {
        int limit = slots.limit(order.pool());
        if (order.slots() > limit) {
            throw invalid("/n", "must be at most " + limit + ", which is what Kling makes at once for this account");
        }
    }

    private static ProblemException invalid(String pointer, String reason) {
        return ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, List.of(new InvalidParameter(pointer, reason)));
    }
}
