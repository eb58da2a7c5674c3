package klinggateway.catalogue;

import java.util.Map;
import java.util.Optional;

/** The nominal pixel sizes of Kling's videos (docs/kling.md, Models). */
final class Resolution {

    private static final Map<String, Map<String, String>> PIXELS = Map.of(
            "720p", Map.of("16:9", "1280x720", "9:16", "720x1280", "1:1", "960x960"),
            "1080p", Map.of("16:9", "1920x1080", "9:16", "1080x1920", "1:1", "1440x1440"),
            "4k", Map.of("16:9", "3840x2160", "9:16", "2160x3840", "1:1", "2880x2880"));

    private Resolution() {}

    static Optional<String> pixels(String resolution, String aspectRatio) {
        return Optional.ofNullable(PIXELS.getOrDefault(resolution, Map.of()).get(aspectRatio));
    }
}
