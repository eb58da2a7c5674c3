package klinggateway.emulators.kling;

import java.math.BigDecimal;
import klinggateway.emulators.kling.Order.Faces;
import klinggateway.emulators.kling.Order.Source;

/** Reads {@code /v1/videos/identify-face}, which opens a session for {@link AdvancedLipSyncReader}. */
final class FaceReader implements OrderReader {
    private static final BigDecimal UNITS = new BigDecimal("0.05");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        Source source = inputs.video(body);
        return Order.of("", CommonFields.NONE, UNITS, Pace.NONE, new Faces(source.seconds()))
                .madeFrom(source);
    }
}
