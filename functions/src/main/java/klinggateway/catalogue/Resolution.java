package klinggateway.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nominal pixel sizes of Kling's videos (docs/kling.md, Models). */
final class Resolution {

    private static final Map<String, List<Size>> SIZES =
            Map.of("720p", sizes(1280, 720, 960), "1080p", sizes(1920, 1080, 1440), "4k", sizes(3840, 2160, 2880));

    private Resolution() {}

    /** One size of a resolution. */
    record Size(String aspectRatio, int width, int height) {}

    private static List<Size> sizes(int longer, int shorter, int square) {
        return List.of(
                new Size("16:9", longer, shorter), new Size("9:16", shorter, longer), new Size("1:1", square, square));
    }

    /** The sizes of a resolution; none where they are not known. */
    static List<Size> sizes(String resolution) {
        return SIZES.getOrDefault(resolution, List.of());
    }

    static Optional<String> pixels(String resolution, String aspectRatio) {
        return sizes(resolution).stream()
                .filter(size -> size.aspectRatio().equals(aspectRatio))
                .map(size -> size.width() + "x" + size.height())
                .findFirst();
    }
}
