package klinggateway.emulators.kling;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Judges an image given as a URL or as bare base64 text: docs/kling.md, Conventions. */
final class SourceImage {
    private static final int MAX_MEGABYTES = 10;
    private static final int MIN_SIDE = 300;
    private static final double MAX_RATIO = 2.5;
    private static final String BAD_SHAPE = "The resolution or aspect ratio of the input image is invalid";

    private SourceImage() {}

    /** Refuses at once what is no base64 text; answers why the task will fail later, if it will. */
    static Optional<String> flaw(String name, String value) {
        if (Fields.isHttpUrl(value)) {
            // Nothing is fetched: what a stranger's URL holds must not decide how a test ends.
            return Optional.empty();
        }
        return flaw(InlineMedia.decoded(name, value, MAX_MEGABYTES));
    }

    /** All are read before the first flaw counts: broken base64 in any is refused at once. */
    static Optional<String> firstFlaw(String name, List<Fields> images) {
        List<Optional<String>> flaws =
                images.stream().map(image -> flaw(name, image.required(name))).toList();
        return flaws.stream().flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> flaw(byte[] bytes) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return Optional.of(BAD_SHAPE);
            }
            ImageReader reader = readers.next();
            reader.setInput(stream);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            reader.dispose();
            if (Math.min(width, height) < MIN_SIDE) {
                return Optional.of("Image pixel is invalid");
            }
            boolean tooLong = Math.max(width, height) > MAX_RATIO * Math.min(width, height);
            return tooLong ? Optional.of(BAD_SHAPE) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(BAD_SHAPE);
        }
    }
}
