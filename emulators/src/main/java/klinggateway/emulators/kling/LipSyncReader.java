package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Source;
import klinggateway.emulators.kling.Order.Video;

/** Reads {@code /v1/videos/lip-sync}, the first way of putting words into somebody's mouth. */
final class LipSyncReader implements OrderReader {
    private static final int TEXT_LIMIT = 120;
    private static final BigDecimal SHORTEST = BigDecimal.valueOf(2);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(60);
    private static final BigDecimal UNITS_PER_STEP = new BigDecimal("0.5");
    private static final BigDecimal STEP = BigDecimal.valueOf(5);

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        if (!body.has("input")) {
            throw Refusal.invalid("input is required");
        }
        Fields input = body.object("input");
        Source source = inputs.video(input);
        if (input.choice("mode", "", List.of("text2video", "audio2video")).equals("text2video")) {
            input.required("text", TEXT_LIMIT);
            SpeechVoices.check(input);
        } else {
            String field =
                    input.choice("audio_type", "", List.of("file", "url")).equals("file") ? "audio_file" : "audio_url";
            SourceAudio.check(field, input.required(field));
        }
        return order(CommonFields.of(body), source);
    }

    /** Every started five seconds of the video are charged; that it is not the sound is assumed. */
    static Order order(CommonFields common, Source source) {
        BigDecimal seconds = source.seconds();
        boolean fits = seconds.compareTo(SHORTEST) >= 0 && seconds.compareTo(LONGEST) <= 0;
        return Order.of(
                        "",
                        common,
                        UNITS_PER_STEP.multiply(seconds.divide(STEP, 0, RoundingMode.CEILING)),
                        Pace.seconds(300, 460),
                        Video.made("720p", seconds, Sound.ORIGINAL))
                .madeFrom(source)
                .flawedBy(fits ? Optional.empty() : Optional.of("The duration of the input video is invalid"));
    }
}
