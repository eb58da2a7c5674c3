package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Voice;

/** Reads {@code /v1/general/custom-voices}: a voice learnt from a recording. */
final class VoiceReader implements OrderReader {
    private static final int NAME_LIMIT = 20;
    private static final BigDecimal UNITS = new BigDecimal("0.05");
    private static final BigDecimal SHORTEST = BigDecimal.valueOf(5);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(30);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        String name = body.required("voice_name", NAME_LIMIT);
        BigDecimal seconds = seconds(body, inputs);
        boolean fits = seconds.compareTo(SHORTEST) >= 0 && seconds.compareTo(LONGEST) <= 0;
        return Order.of("", CommonFields.of(body), UNITS, Pace.seconds(6, 12), new Voice(name))
                .flawedBy(fits ? Optional.empty() : Optional.of("The duration of the input audio is invalid"));
    }

    private static BigDecimal seconds(Fields body, Inputs inputs) {
        if (body.has("voice_url") == body.has("video_id")) {
            throw Refusal.invalid("exactly one of voice_url and video_id is required");
        }
        if (body.has("video_id")) {
            return inputs.ownVideo(inputs.videoTask(body.required("video_id"))).seconds();
        }
        body.requiredHttpUrl("voice_url");
        return inputs.seconds();
    }
}
