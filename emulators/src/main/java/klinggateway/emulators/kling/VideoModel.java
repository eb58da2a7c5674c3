package klinggateway.emulators.kling;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One video model: what it accepts and what it charges (docs/kling.md, Models and Prices).
 *
 * @param legacyName its {@code model_name} under {@code /v1}; empty where it is refused there
 * @param pathName its name in the paths that carry the model
 * @param promptLimit characters on the paths that carry the model
 * @param elements how many elements it takes
 * @param limits what it leaves out of what the paths under {@code /v1} offer
 */
record VideoModel(
        Optional<String> legacyName,
        String pathName,
        List<Integer> seconds,
        int promptLimit,
        boolean multiShot,
        int elements,
        LastFrame lastFrame,
        Set<Limit> limits,
        List<Tier> tiers) {

    /** Where a last frame is accepted. */
    enum LastFrame {
        NEVER,
        AT_1080P,
        AT_1080P_SILENT,
        ALWAYS
    }

    /** Only models from before 2.5 had any of these: docs/kling.md, Retired models. */
    enum Limit {
        ONLY_FROM_IMAGES,
        NO_MODE,
        NO_CFG_SCALE,
        LAST_FRAME_ONLY_AFTER_A_FIRST,
        LAST_FRAME_ONLY_IN_5_SECONDS
    }

    /** A quality: {@code mode} is its name under {@code /v1}; a sound without a rate is not on offer. */
    record Tier(String mode, String resolution, Pace pace, Map<Sound, BigDecimal> unitsPerSecond) {

        /** Words that end a refusal; there are none where a model has a single, nameless quality. */
        String inMode() {
            return mode.isEmpty() ? "" : " in mode " + mode;
        }

        boolean offers(Sound sound) {
            return unitsPerSecond.containsKey(sound);
        }

        /** Whole seconds as ordered are charged, not those of the file: docs/kling.md, Prices. */
        BigDecimal units(Sound sound, int seconds) {
            return units(sound, BigDecimal.valueOf(seconds));
        }

        BigDecimal units(Sound sound, BigDecimal seconds) {
            BigDecimal rate = unitsPerSecond.getOrDefault(sound, BigDecimal.ZERO);
            if (rate.signum() == 0) {
                throw new IllegalStateException(sound + " has no price in mode " + mode);
            }
            return rate.multiply(seconds);
        }
    }

    static final List<VideoModel> ALL = List.of(
            new VideoModel(
                    Optional.empty(),
                    "kling-3.0-turbo",
                    from(3, 15),
                    3072,
                    false,
                    0,
                    LastFrame.NEVER,
                    Set.of(),
                    List.of(
                            new Tier("std", "720p", Pace.seconds(28, 50), rates("-", "0.8", "-")),
                            new Tier("pro", "1080p", Pace.seconds(35, 60), rates("-", "1", "-")))),
            new VideoModel(
                    Optional.of("kling-v3"),
                    "kling-3.0",
                    from(3, 15),
                    3072,
                    true,
                    3,
                    LastFrame.ALWAYS,
                    Set.of(),
                    List.of(
                            new Tier("std", "720p", Pace.seconds(60, 180), rates("0.6", "0.9", "-")),
                            new Tier("pro", "1080p", Pace.seconds(120, 240), rates("0.8", "1.2", "-")),
                            new Tier("4k", "4k", Pace.seconds(180, 300), rates("3", "3", "-")))),
            new VideoModel(
                    Optional.of("kling-v2-6"),
                    "kling-2.6",
                    List.of(5, 10),
                    2500,
                    false,
                    0,
                    LastFrame.AT_1080P_SILENT,
                    Set.of(),
                    List.of(
                            new Tier("std", "720p", Pace.seconds(60, 180), rates("0.3", "-", "-")),
                            new Tier("pro", "1080p", Pace.seconds(100, 250), rates("0.5", "1", "1.2")))),
            new VideoModel(
                    Optional.of("kling-v2-5-turbo"),
                    "kling-2.5-turbo",
                    List.of(5, 10),
                    2500,
                    false,
                    0,
                    LastFrame.AT_1080P,
                    Set.of(),
                    List.of(
                            new Tier("std", "720p", Pace.seconds(30, 60), rates("0.3", "-", "-")),
                            new Tier("pro", "1080p", Pace.seconds(40, 60), rates("0.5", "-", "-")))));

    /** Models that some have seen go in September 2026, as they were: docs/kling.md, Retired models. */
    private static final List<VideoModel> RETIRED = List.of(
            retired(
                    "kling-v1",
                    LastFrame.ALWAYS,
                    Set.of(Limit.LAST_FRAME_ONLY_AFTER_A_FIRST, Limit.LAST_FRAME_ONLY_IN_5_SECONDS),
                    clips("std", "720p", "0.2"),
                    clips("pro", "720p", "0.7")),
            retired(
                    "kling-v1-5",
                    LastFrame.AT_1080P,
                    Set.of(Limit.ONLY_FROM_IMAGES),
                    clips("std", "720p", "0.4"),
                    clips("pro", "1080p", "0.7")),
            retired(
                    "kling-v1-6",
                    LastFrame.AT_1080P,
                    Set.of(),
                    clips("std", "720p", "0.4"),
                    clips("pro", "1080p", "0.7")),
            retired(
                    "kling-v2-master",
                    LastFrame.NEVER,
                    Set.of(Limit.NO_MODE, Limit.NO_CFG_SCALE),
                    clips("", "720p", "2")),
            retired(
                    "kling-v2-1",
                    LastFrame.AT_1080P,
                    Set.of(Limit.ONLY_FROM_IMAGES, Limit.NO_CFG_SCALE, Limit.LAST_FRAME_ONLY_AFTER_A_FIRST),
                    clips("std", "720p", "0.4"),
                    clips("pro", "1080p", "0.7")),
            retired(
                    "kling-v2-1-master",
                    LastFrame.NEVER,
                    Set.of(Limit.NO_MODE, Limit.NO_CFG_SCALE),
                    clips("", "1080p", "2")));

    static VideoModel byLegacyName(String name, boolean fromImage, boolean retiredToo) {
        return Stream.concat(ALL.stream(), retiredToo ? RETIRED.stream() : Stream.empty())
                .filter(model -> model.legacyName.equals(Optional.of(name)))
                .filter(model -> fromImage || !model.has(Limit.ONLY_FROM_IMAGES))
                .findFirst()
                .orElseThrow(() -> Refusal.unknownModel(name));
    }

    static VideoModel byPathName(String name) {
        return ALL.stream()
                .filter(model -> model.pathName.equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.unknownModel(name));
    }

    boolean has(Limit limit) {
        return limits.contains(limit);
    }

    boolean alwaysHasSound() {
        return tiers.stream().noneMatch(tier -> tier.offers(Sound.SILENT));
    }

    boolean takesVoices() {
        return tiers.stream().anyMatch(tier -> tier.offers(Sound.NATIVE_WITH_VOICE));
    }

    boolean takesLastFrame(Tier tier, Sound sound) {
        return switch (lastFrame) {
            case NEVER -> false;
            case AT_1080P -> tier.resolution().equals("1080p");
            case AT_1080P_SILENT -> tier.resolution().equals("1080p") && sound == Sound.SILENT;
            case ALWAYS -> true;
        };
    }

    private static VideoModel retired(String name, LastFrame lastFrame, Set<Limit> limits, Tier... tiers) {
        return new VideoModel(Optional.of(name), "", List.of(5, 10), 0, false, 0, lastFrame, limits, List.of(tiers));
    }

    /** Clips were sold at twice the price for twice the length, so a rate says the same. */
    private static Tier clips(String mode, String resolution, String rate) {
        return new Tier(mode, resolution, Pace.seconds(120, 320), rates(rate, "-", "-"));
    }

    private static List<Integer> from(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static Map<Sound, BigDecimal> rates(String silent, String sound, String voice) {
        return Stream.of(
                        Map.entry(Sound.SILENT, silent),
                        Map.entry(Sound.NATIVE, sound),
                        Map.entry(Sound.NATIVE_WITH_VOICE, voice))
                .filter(rate -> !rate.getValue().equals("-"))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, rate -> new BigDecimal(rate.getValue())));
    }
}
