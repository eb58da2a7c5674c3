package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.Optional;
import klinggateway.emulators.kling.Order.Video;
import klinggateway.emulators.kling.VideoModel.Tier;

/**
 * What an Omni order is made from besides words, whichever way it was written.
 *
 * @param references images that are no frames, and elements
 */
record OmniMedia(boolean firstFrame, boolean lastFrame, int references, Use video, boolean keepsSound) {
    private static final int MOST_WITHOUT_VIDEO = 7;
    private static final int MOST_WITH_VIDEO = 4;

    /** What a video is given for. */
    enum Use {
        NONE,
        /** For its style or camera. */
        FEATURE,
        /** To be changed: the result is as long as it is. */
        BASE
    }

    void check() {
        if (lastFrame && !firstFrame) {
            throw Refusal.invalid("an end frame needs a first frame");
        }
        if (video == Use.BASE && firstFrame) {
            throw Refusal.invalid("frames are not supported together with a base video");
        }
        int pictures = references + (firstFrame ? 1 : 0) + (lastFrame ? 1 : 0);
        int most = video == Use.NONE ? MOST_WITHOUT_VIDEO : MOST_WITH_VIDEO;
        if (pictures > most) {
            throw Refusal.invalid("images and elements together cannot exceed " + most);
        }
    }

    boolean hasReferences() {
        return references > 0 || video != Use.NONE;
    }

    boolean followsInput() {
        return firstFrame || video == Use.BASE;
    }

    void checkSound(Sound sound, Tier tier, String model) {
        if (sound != Sound.SILENT && video != Use.NONE) {
            throw Refusal.invalid("sound must be off when a video is given");
        }
        if (!tier.offers(sound)) {
            throw Refusal.invalid("sound is not supported by " + model);
        }
    }

    Order order(String name, CommonFields common, OmniModel model, Tier tier, Sound sound, int ordered, Inputs inputs) {
        BigDecimal seconds = video == Use.BASE ? inputs.seconds() : BigDecimal.valueOf(ordered);
        boolean tooLong = video != Use.NONE && !model.takesInput(inputs.seconds());
        return Order.of(
                        name,
                        common,
                        tier.units(video == Use.NONE ? sound : Sound.ORIGINAL, seconds),
                        tier.pace().forClipOf(seconds.intValue()),
                        video == Use.NONE
                                ? Video.of(tier.resolution(), ordered, sound)
                                : Video.made(
                                        tier.resolution(),
                                        seconds,
                                        video == Use.BASE && keepsSound ? Sound.ORIGINAL : Sound.SILENT))
                .flawedBy(tooLong ? Optional.of("The duration of the input video is invalid") : Optional.empty());
    }
}
