package klinggateway.local.conformance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/** Images as base64, which cases name: a good one, one with a side below 300 pixels, one that is too long. */
final class Pictures {

    private static final Map<String, String> ALL =
            Map.of("picture", png(400, 300), "smallPicture", png(200, 200), "longPicture", png(1200, 300));

    private Pictures() {}

    static Map<String, String> all() {
        return ALL;
    }

    private static String png(int width, int height) {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
