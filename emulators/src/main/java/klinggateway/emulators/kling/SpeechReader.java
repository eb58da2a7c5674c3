package klinggateway.emulators.kling;

import java.math.BigDecimal;
import klinggateway.emulators.kling.Order.Speech;

/** Reads {@code /v1/audio/tts}, which speaks at once. */
final class SpeechReader implements OrderReader {
    private static final int TEXT_LIMIT = 1000;
    private static final BigDecimal UNITS = new BigDecimal("0.05");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        body.required("text", TEXT_LIMIT);
        SpeechVoices.check(body);
        return Order.of("", CommonFields.NONE, UNITS, Pace.NONE, new Speech(inputs.seconds()));
    }
}
