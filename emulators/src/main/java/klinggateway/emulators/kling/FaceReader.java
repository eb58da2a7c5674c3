package klinggateway.emulators.kling;

import java.math.BigDecimal;
import klinggateway.emulators.kling.Order.Faces;
import klinggateway.emulators.kling.Order.Source;

/** Reads {@code /v1/videos/identify-face}, which opens a session for {@link AdvancedLipSyncReader}. */
final class FaceReader implements OrderReader {
    private static final BigDecimal SHORTEST = BigDecimal.valueOf(2);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(60);
    private static final BigDecimal UNITS = new BigDecimal("0.05");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        Source source = inputs.video(body);
        if (source.seconds().compareTo(SHORTEST) < 0 || source.seconds().compareTo(LONGEST) > 0) {
            throw Refusal.invalid("the video must be 2 to 60 seconds long");
        }
        return Order.of("", CommonFields.NONE, UNITS, Pace.NONE, new Faces(source.seconds()))
                .madeFrom(source);
    }
}
