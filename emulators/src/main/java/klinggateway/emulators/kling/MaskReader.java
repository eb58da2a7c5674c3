package klinggateway.emulators.kling;

import java.math.BigDecimal;
import klinggateway.emulators.kling.Order.Masks;

/** Reads {@code /v1/videos/image-recognize}, which tells the parts of a picture apart at once. */
final class MaskReader implements OrderReader {
    private static final BigDecimal UNITS = new BigDecimal("0.1");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        return Order.of("", CommonFields.NONE, UNITS, Pace.NONE, new Masks())
                .flawedBy(SourceImage.flaw("image", body.required("image")));
    }
}
