package klinggateway.local.conformance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/** Images as base64, which cases name: a good one, one of 7 MB, one with a side below 300 pixels, one that is too long. */
final class Pictures {

    private static final int SEVEN_MB = 7_000_000;

    private static final Map<String, String> ALL = Map.of(
            "picture", base64(png(400, 300)),
            "bigPicture", base64(Arrays.copyOf(png(400, 300), SEVEN_MB)),
            "smallPicture", base64(png(200, 200)),
            "longPicture", base64(png(1200, 300)));

    private Pictures() {}

    static Map<String, String> all() {
        return ALL;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] png(int width, int height) {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
