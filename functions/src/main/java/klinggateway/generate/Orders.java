package klinggateway.generate;

import java.math.BigDecimal;
import java.util.List;
import klinggateway.catalogue.Sale;
import klinggateway.http.Call;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.job.JobRequest.Extras;
import klinggateway.job.Order;
import klinggateway.order.Ordered;
import klinggateway.order.Sales;
import klinggateway.webhook.WebhookTargets;

/** Reads orders in the gateway's own words. */
final class Orders {

    private final Sales sales;
    private final WebhookTargets targets;

    Orders(Sales sales, WebhookTargets targets) {
        this.sales = sales;
        this.targets = targets;
    }

    /** An order of any kind that makes {@code productType}. */
    Ordered of(Call call, String productType, String defaultKind) {
        GenerateRequest request = read(call, defaultKind);
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
        GenerateRequest request = read(call, kind);
        if (!request.wish().kind().equals(kind)) {
            throw invalid("/kind", "must be " + kind + " here, or left out");
        }
        return priced(call, request);
    }

    /** An order whose price somebody wants to know. */
    Ordered any(Call call) {
        return priced(call, read(call, "text2video"));
    }

    private GenerateRequest read(Call call, String defaultKind) {
        return GenerateRequest.read(
                call.json(),
                defaultKind,
                new WebhookFields(targets, call.caller().id()));
    }

    private Ordered priced(Call call, GenerateRequest request) {
        Sale.Sold sold = sales.sell(call.caller(), request.wish());
        checkCost(request, sold);
        return new Ordered(sold, Extras.of(request.metadata(), request.webhook()));
    }

    private static void checkCost(GenerateRequest request, Sale.Sold sold) {
        BigDecimal cost = BigDecimal.valueOf(sold.quote().microUsd(), 6);
        if (request.maxCost().filter(most -> most.compareTo(cost) < 0).isPresent()) {
            throw invalid(
                    "/maxCost", "the estimate is " + cost.stripTrailingZeros().toPlainString() + " USD");
        }
    }

    private static ProblemException invalid(String pointer, String reason) {
        return ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, List.of(new InvalidParameter(pointer, reason)));
    }
}
