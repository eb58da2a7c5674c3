package klinggateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import klinggateway.catalogue.Product.Per;
import klinggateway.job.Order;
import klinggateway.job.Pool;
import klinggateway.job.Quote;

/** What checked fields amount to: how many seconds or images, and their price, in exact decimals. */
final class Pricing {

    /** What usage is counted under where a product has neither modes nor resolutions. */
    static final String USUAL_MODE = "std";

    private static final BigDecimal FIVE = BigDecimal.valueOf(5);
    /** What is reserved where the model decides how many images a series has (docs/kling.md, Other products). */
    private static final int MOST_OF_SERIES = 9;

    private final String kind;
    private final ObjectNode fields;
    private final Product product;
    private final Catalogue catalogue;

    Pricing(String kind, ObjectNode fields, Product product, Catalogue catalogue) {
        this.kind = kind;
        this.fields = fields;
        this.product = product;
        this.catalogue = catalogue;
    }

    /** Whether a video is made of another one, which is what a video in the order is for unless it says otherwise. */
    static boolean editsVideo(JsonNode fields) {
        JsonNode video = fields.path("videoList").path(0);
        return video.isObject() && !video.path("referType").asText("base").equals("feature");
    }

    /** Whether the images belong together. */
    static boolean isSeries(JsonNode fields) {
        return fields.path("resultType").asText().equals("series");
    }

    /** The order in the words usage is counted by. */
    Order order(Model model) {
        String mode = fields.path("mode").asText(fields.path("resolution").asText(USUAL_MODE));
        boolean isImage = product.per() == Per.IMAGE;
        return new Order(
                kind,
                product.productType(),
                Pool.ofWord(product.pool()),
                model.name(),
                mode,
                product.isPricedByInput()
                        ? inputSeconds().setScale(0, RoundingMode.CEILING).intValueExact()
                        : fields.path("duration").asInt(),
                fields.path("sound").asBoolean(),
                fields.path("aspectRatio").asText("-"),
                isImage ? images() : 1);
    }

    /** Images of a series are charged and counted one by one, as others are. */
    private int images() {
        return isSeries(fields)
                ? fields.path("seriesAmount").asInt(MOST_OF_SERIES)
                : fields.path("n").asInt(1);
    }

    /** What it is sold at, at {@code unitsEach} units per second or image. */
    Quote quote(Order order, Offer offer, BigDecimal unitsEach) {
        BigDecimal usdPerUnit = catalogue.usdPerUnit(product);
        BigDecimal count = switch (product.per()) {
            case SECOND -> videoSeconds(order);
            case INPUT_SECOND -> inputSeconds();
            case FIVE_INPUT_SECONDS -> inputSeconds().divide(FIVE, 0, RoundingMode.CEILING);
            case IMAGE -> BigDecimal.valueOf(order.slots());
            case CALL -> BigDecimal.ONE;
        };
        BigDecimal units = unitsEach.multiply(count);
        return new Quote(
                whole(units.movePointRight(3)),
                whole(units.multiply(usdPerUnit).movePointRight(6)),
                whole(usdPerUnit.movePointRight(6)),
                catalogue.version(),
                Duration.ofSeconds(offer.typicalSeconds(order.mode())));
    }

    /** An edited video is as long as the one it is made of, whatever was ordered; at most 15 seconds. */
    private BigDecimal videoSeconds(Order order) {
        return editsVideo(fields)
                ? fields.path("inputSeconds").isNumber()
                        ? fields.path("inputSeconds").decimalValue()
                        : BigDecimal.valueOf(15)
                : BigDecimal.valueOf(order.seconds());
    }

    private BigDecimal inputSeconds() {
        return fields.path("inputSeconds").isNumber()
                ? fields.path("inputSeconds").decimalValue()
                : BigDecimal.valueOf(product.longestInput());
    }

    private static long whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
