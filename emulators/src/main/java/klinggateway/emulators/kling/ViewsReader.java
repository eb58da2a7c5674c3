package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Views;

/** Reads {@code /v1/general/ai-multi-shot}: the other sides of what is seen from the front. */
final class ViewsReader implements OrderReader {
    private static final BigDecimal UNITS = BigDecimal.valueOf(20);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        Optional<String> flaw = SourceImage.flaw("element_frontal_image", body.required("element_frontal_image"));
        return Order.of("", CommonFields.of(body), UNITS, Pace.seconds(15, 35), new Views())
                .flawedBy(flaw);
    }
}
