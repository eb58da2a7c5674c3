package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import klinggateway.emulators.kling.VideoModel.Tier;

/**
 * One Omni model: what it accepts and what it charges.
 *
 * @param promptLimit characters on the path that carries the model; assumed to be that of the plain model of its age
 * @param soundAndShots whether it makes sound and films of several shots
 * @param longestInput seconds of a video given to it
 */
record OmniModel(
        String legacyName,
        String pathName,
        int promptLimit,
        boolean soundAndShots,
        int longest,
        BigDecimal longestInput,
        List<Tier> tiers) {
    private static final int SHORTEST = 3;

    /** The price of {@link Sound#ORIGINAL} is that of any order with a video among its inputs. */
    private static final List<OmniModel> ALL = List.of(
            new OmniModel(
                    "kling-video-o1",
                    "kling-o1",
                    2500,
                    false,
                    10,
                    new BigDecimal("10"),
                    List.of(
                            tier("std", "720p", Pace.seconds(60, 150), "0.6", "", "0.9"),
                            tier("pro", "1080p", Pace.seconds(90, 200), "0.8", "", "1.2"))),
            new OmniModel(
                    "kling-v3-omni",
                    "kling-3.0-omni",
                    3072,
                    true,
                    15,
                    new BigDecimal("15.5"),
                    List.of(
                            tier("std", "720p", Pace.seconds(60, 150), "0.6", "0.8", "0.9"),
                            tier("pro", "1080p", Pace.seconds(90, 200), "0.8", "1", "1.2"),
                            // One price is listed for 4k; that it holds with a video, too, is assumed.
                            tier("4k", "4k", Pace.seconds(180, 300), "3", "3", "3"))));

    static OmniModel byLegacyName(String name) {
        return first(model -> model.legacyName.equals(name), name);
    }

    static OmniModel byPathName(String name) {
        return first(model -> model.pathName.equals(name), name);
    }

    Tier tier(Predicate<Tier> wanted, String words) {
        return tiers.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(words + " is not supported by " + legacyName));
    }

    /** Without references or a video, O1 only makes the two classic lengths. */
    void checkSeconds(String given, int seconds, OmniMedia media) {
        boolean classic = !soundAndShots && !media.hasReferences();
        boolean fine = classic ? seconds == 5 || seconds == 10 : seconds >= SHORTEST && seconds <= longest;
        if (!fine) {
            throw Refusal.invalid("duration value '" + given + "' is invalid for " + legacyName + ", must be "
                    + (classic ? "5 or 10" : "between " + SHORTEST + " and " + longest));
        }
    }

    boolean takesInput(BigDecimal seconds) {
        return seconds.compareTo(BigDecimal.valueOf(SHORTEST)) >= 0 && seconds.compareTo(longestInput) <= 0;
    }

    private static OmniModel first(Predicate<OmniModel> wanted, String name) {
        return ALL.stream().filter(wanted).findFirst().orElseThrow(() -> Refusal.unknownModel(name));
    }

    private static Tier tier(String mode, String resolution, Pace pace, String silent, String sound, String withVideo) {
        BigDecimal silentRate = new BigDecimal(silent);
        BigDecimal videoRate = new BigDecimal(withVideo);
        return new Tier(
                mode,
                resolution,
                pace,
                sound.isEmpty()
                        ? Map.of(Sound.SILENT, silentRate, Sound.ORIGINAL, videoRate)
                        : Map.of(
                                Sound.SILENT, silentRate,
                                Sound.NATIVE, new BigDecimal(sound),
                                Sound.ORIGINAL, videoRate));
    }
}
