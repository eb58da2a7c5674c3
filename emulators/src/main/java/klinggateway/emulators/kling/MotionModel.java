package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import klinggateway.emulators.kling.Order.Video;
import klinggateway.emulators.kling.VideoModel.Tier;

/** One model that moves a person as somebody in a video moves; charged are the seconds of that video. */
record MotionModel(String legacyName, String pathName, int elements, List<Tier> tiers) {
    static final List<String> ORIENTATIONS = List.of("image", "video");

    private static final BigDecimal SHORTEST = BigDecimal.valueOf(3);
    private static final BigDecimal LONGEST_LIKE_IMAGE = BigDecimal.TEN;
    private static final BigDecimal LONGEST_LIKE_VIDEO = BigDecimal.valueOf(30);

    private static final List<MotionModel> ALL = List.of(
            new MotionModel(
                    "kling-v2-6", "kling-2.6", 0, List.of(tier("std", "720p", "0.5"), tier("pro", "1080p", "0.8"))),
            new MotionModel(
                    "kling-v3", "kling-3.0", 1, List.of(tier("std", "720p", "0.9"), tier("pro", "1080p", "1.2"))));

    static MotionModel byLegacyName(String name) {
        return first(model -> model.legacyName.equals(name), name);
    }

    static MotionModel byPathName(String name) {
        return first(model -> model.pathName.equals(name), name);
    }

    Tier tier(Predicate<Tier> wanted) {
        return tiers.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** @param orientation whom the person looks like when turning: the image allows less of the video */
    static Order order(
            String name, CommonFields common, Tier tier, String orientation, boolean keepsSound, Inputs inputs) {
        BigDecimal seconds = inputs.seconds();
        BigDecimal longest = orientation.equals("image") ? LONGEST_LIKE_IMAGE : LONGEST_LIKE_VIDEO;
        boolean fits = seconds.compareTo(SHORTEST) >= 0 && seconds.compareTo(longest) <= 0;
        return Order.of(
                        name,
                        common,
                        tier.units(Sound.ORIGINAL, seconds),
                        tier.pace().forClipOf(seconds.intValue()),
                        Video.made(tier.resolution(), seconds, keepsSound ? Sound.ORIGINAL : Sound.SILENT))
                .flawedBy(fits ? Optional.empty() : Optional.of("The duration of the input video is invalid"));
    }

    private static MotionModel first(Predicate<MotionModel> wanted, String name) {
        return ALL.stream().filter(wanted).findFirst().orElseThrow(() -> Refusal.unknownModel(name));
    }

    /** The pace is assumed; nothing was measured. */
    private static Tier tier(String mode, String resolution, String rate) {
        return new Tier(mode, resolution, Pace.seconds(180, 360), Map.of(Sound.ORIGINAL, new BigDecimal(rate)));
    }
}
