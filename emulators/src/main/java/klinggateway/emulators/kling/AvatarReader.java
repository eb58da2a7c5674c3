package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Video;

/** Reads {@code /v1/videos/avatar/image2video}: a portrait that says what is to be heard. */
final class AvatarReader implements OrderReader {
    private static final int TEXT_LIMIT = 2500;
    private static final BigDecimal SHORTEST = BigDecimal.valueOf(2);
    private static final BigDecimal LONGEST = BigDecimal.valueOf(300);
    private static final BigDecimal STD_RATE = new BigDecimal("0.4");
    private static final BigDecimal PRO_RATE = new BigDecimal("0.8");

    @Override
    public Order read(String pathModel, Fields body, Inputs inputs) {
        Optional<String> flaw = SourceImage.flaw("image", body.required("image"));
        BigDecimal seconds = inputs.audio(body).orElseGet(inputs::seconds);
        body.text("prompt", TEXT_LIMIT);
        boolean pro = body.choice("mode", "std", List.of("std", "pro")).equals("pro");
        boolean fits = seconds.compareTo(SHORTEST) >= 0 && seconds.compareTo(LONGEST) <= 0;
        // An assumption: 12.27 s in std were seen to cost 4.4 units, which no simple rounding explains.
        BigDecimal units = Inputs.roundedUp((pro ? PRO_RATE : STD_RATE).multiply(seconds));
        return Order.of(
                        "",
                        CommonFields.of(body),
                        units,
                        Pace.seconds(600, 900).forClipOf(seconds.intValue()),
                        new Video(pro ? "1080p" : "720p", seconds, Sound.NATIVE, false, Map.of()))
                .flawedBy(flaw.or(
                        () -> fits ? Optional.empty() : Optional.of("The duration of the input audio is invalid")));
    }
}
