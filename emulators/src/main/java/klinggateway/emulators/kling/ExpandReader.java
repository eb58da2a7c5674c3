package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Images;

/** Reads {@code /v1/images/editing/expand}: what lies around a picture. */
final class ExpandReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final int MOST_IMAGES = 9;
    private static final int UNITS_EACH = 8;

    /** Times the picture's own area. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(3);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        Optional<String> flaw = SourceImage.flaw("image", body.required("image"));
        BigDecimal height = BigDecimal.ONE.add(ratio(body, "up")).add(ratio(body, "down"));
        BigDecimal width = BigDecimal.ONE.add(ratio(body, "left")).add(ratio(body, "right"));
        if (height.multiply(width).compareTo(LARGEST) > 0) {
            throw Refusal.invalid("the new area cannot exceed " + LARGEST + " times that of the image");
        }
        body.text("prompt", TEXT_LIMIT);
        int count = body.integer("n", 1, 1, MOST_IMAGES);
        return Order.of(
                        "",
                        CommonFields.of(body),
                        BigDecimal.valueOf((long) UNITS_EACH * count),
                        Pace.seconds(15, 35),
                        Images.of("", count))
                .flawedBy(flaw);
    }

    /** That a side left out stays as it is is assumed. */
    private static BigDecimal ratio(Fields body, String side) {
        return body.decimal(side + "_expansion_ratio", "0", "2").orElse(BigDecimal.ZERO);
    }
}
