package klinggateway.emulators.kling;

import java.math.BigDecimal;
import klinggateway.emulators.kling.Order.Audio;

/** Reads {@code /v1/audio/text-to-audio}: what something sounds like. */
final class AudioReader implements OrderReader {
    static final BigDecimal UNITS = new BigDecimal("0.25");

    /** Nothing was measured; assumed. */
    static final Pace PACE = Pace.seconds(20, 60);

    private static final int TEXT_LIMIT = 200;

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        body.required("prompt", TEXT_LIMIT);
        BigDecimal seconds =
                body.decimal("duration", "3", "10").orElseThrow(() -> Refusal.invalid("duration is required"));
        return Order.of("", CommonFields.of(body), UNITS, PACE, new Audio(seconds));
    }
}
