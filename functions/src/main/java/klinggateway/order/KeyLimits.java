package klinggateway.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import klinggateway.catalogue.Sale.Sold;
import klinggateway.http.ErrorCode;
import klinggateway.http.InvalidParameter;
import klinggateway.http.ProblemException;
import klinggateway.job.Order;
import klinggateway.job.Quote;
import klinggateway.keys.Policy;
import klinggateway.usage.Money;

/** What a key may order, whatever it has left to spend. */
final class KeyLimits {

    private KeyLimits() {}

    /** Ends the request if its key does not allow this model or this price. */
    static void check(Policy policy, Sold sold) {
        Order order = sold.order();
        Quote quote = sold.quote();
        List<InvalidParameter> problems = new ArrayList<>();
        Set<String> models = policy.models();
        // Where Kling has one model only and does not name it, there is none to allow.
        boolean isNamed = sold.namesModel();
        if (isNamed && !models.isEmpty() && !models.contains(order.model())) {
            problems.add(new InvalidParameter(
                    "/model",
                    "must be " + String.join(" or ", new TreeSet<>(models)) + ", which this key allows, not "
                            + order.model()));
        }
        policy.maxCostMicroUsd()
                .filter(most -> most < quote.microUsd())
                .ifPresent(most -> problems.add(new InvalidParameter(
                        "/maxCost",
                        "is " + Money.dollars(most) + " for each job of this key, and the estimate is "
                                + Money.dollars(quote.microUsd()))));
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(ErrorCode.INVALID_PARAMETERS, problems);
        }
    }
}
