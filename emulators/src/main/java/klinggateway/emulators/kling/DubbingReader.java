package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Dubbing;
import klinggateway.emulators.kling.Order.Source;

/** Reads {@code /v1/audio/video-to-audio}: sounds and music for a video. */
final class DubbingReader implements OrderReader {
    private static final int TEXT_LIMIT = 200;
    private static final BigDecimal SHORTEST = BigDecimal.valueOf(3);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(20);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        Source source = inputs.video(body);
        body.text("sound_effect_prompt", TEXT_LIMIT);
        body.text("bgm_prompt", TEXT_LIMIT);
        body.flag("asmr_mode", false);
        BigDecimal seconds = source.seconds();
        boolean fits = seconds.compareTo(SHORTEST) >= 0 && seconds.compareTo(LONGEST) <= 0;
        return Order.of("", CommonFields.of(body), AudioReader.UNITS, AudioReader.PACE, new Dubbing(seconds))
                .madeFrom(source)
                .flawedBy(fits ? Optional.empty() : Optional.of("The duration of the input video is invalid"));
    }
}
