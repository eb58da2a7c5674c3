package klinggateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import klinggateway.job.Endpoint;
import klinggateway.job.Endpoint.Protocol;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.job.Quote;

/**
 * What Kling sells and the catalogue does not know: nothing of it is checked, and nobody knows its price before Kling says what
 * it took. It is counted as a video, whose units it is paid in until somebody lists it.
 */
public final class Unlisted {

    /** The kind that all of it is counted as. */
    public static final String KIND = "unpriced";

    private static final String NOTHING_SAID = "-";
    private static final Duration TYPICAL = Duration.ofMinutes(2);

    private Unlisted() {}

    /**
     * The order as it came.
     *
     * @param model what it is counted as
     * @param path where it is created at Kling
     */
    public static Sale.Sold sold(Catalogue catalogue, String model, String path, ObjectNode body) {
        Order order = new Order(KIND, "video", Pool.VIDEO, model, Pricing.USUAL_MODE, 0, false, NOTHING_SAID, 1);
        BigDecimal usdPerUnit = Optional.ofNullable(catalogue.usdPerUnit().get(Pool.VIDEO.word()))
                .orElse(BigDecimal.ZERO);
        Quote quote = new Quote(0, 0, usdPerUnit.movePointRight(6).longValueExact(), Quote.UNPRICED, TYPICAL);
        String sent = body.toString();
        return new Sale.Sold(body, true, order, quote, new Endpoint(path, Protocol.UNKNOWN), sent, path + sent);
    }
}
